"""How a report in HTML looks: on screens light or dark, on paper black on white."""

STYLE = """\
:root { color-scheme: light dark; --ground: #ffffff; --text: #1b1e23; --faint: #555c66; --line: #d8dbe0;
  --tint: #f3f5f8; --accent: #0b4a94; --note: #fff6df; --edge: #b27a00; }
@media screen and (prefers-color-scheme: dark) { :root { --ground: #1b1d20; --text: #e8eaed; --faint: #aeb4bd;
  --line: #42474f; --tint: #25282c; --accent: #8ec1fb; --note: #3a2f14; --edge: #ffdf94; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 24px 64px; max-width: 808px; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.4em 0 0.5em; break-after: avoid; }
h1 { font-size: 28px; margin-top: 0; } h2 { font-size: 21px; padding-top: 0.6em; border-top: 1px solid var(--line); }
h3 { font-size: 17px; } h4 { font-size: 15px; } .title { font-weight: 600; }
.title, h2 + p, h3 + p, h4 + p { break-after: avoid; }
header p, caption, figcaption span, nav h2 { color: var(--faint); }
nav { background: var(--tint); padding: 12px 16px; border-radius: 6px; }
nav h2 { border: 0; padding: 0; margin: 0 0 4px; font-size: 15px; }
nav ul { columns: 220px 2; margin: 0; padding-left: 18px; }
a { color: var(--accent); }
p, ul { margin: 0.6em 0; } li { margin: 0.25em 0; }
.note { background: var(--note); border-left: 4px solid var(--edge); padding: 8px 12px; }
.wide { overflow-x: auto; margin: 12px 0; } .wide tbody th { min-width: 120px; }
.wide table { font-size: 13px; } .wide th, .wide td { padding: 4px 6px; } .wide td:not(.number) { min-width: 76px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; margin: 8px 0; }
caption { text-align: left; padding: 4px 0; }
th, td { text-align: left; vertical-align: top; padding: 4px 8px; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 2px solid var(--faint); vertical-align: bottom; } tbody th { font-weight: normal; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
thead th { overflow-wrap: break-word; } thead .number { white-space: normal; }
.facts th { width: 30%; color: var(--faint); }
figure { margin: 16px 0; break-inside: avoid; }
.chart img { display: block; max-width: 100%; height: auto; }
figcaption { font-size: 13px; margin-top: 4px; }
.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(130px, 1fr)); gap: 12px; }
.tile { margin: 0; } .tile img, .none { display: block; width: 100%; aspect-ratio: 4 / 3; object-fit: contain;
  background: var(--tint); } .tile span { display: block; } .tile b { font-weight: 600; display: block; }
pre { background: var(--tint); padding: 12px; border-radius: 6px; font-size: 12px; white-space: pre-wrap; }
@media print { @page { margin: 16mm; } body { padding: 0; max-width: none; font-size: 10.5pt; } nav { display: none; }
  tr, .tile, .note, li { break-inside: avoid; } table, .wide table { font-size: 9.5pt; } .wide { overflow: visible; }
  .wide th, .wide td { padding: 3px; } .wide tbody th { min-width: 100px; }
  .sheet { grid-template-columns: repeat(5, 1fr); } .note, .tile img, pre, .none { print-color-adjust: exact; } }
"""
