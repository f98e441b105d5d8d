"""Words to fill the building blocks with, long and short, in each language. Not translated with the program's."""

from __future__ import annotations

from engine.system.quick_dataclass import dataclass


@dataclass(frozen=True)
class Samples:
    """Words as they stand in the program, so that what is clipped here would be clipped there."""

    buttons: str = "Buttons"
    choices: str = "Choices"
    numbers: str = "Numbers"
    words: str = "Words"
    states: str = "States"
    lists: str = "Lists"
    open: str = "Open image…"
    export: str = "Export"
    off: str = "Not now"
    flat: str = "Learn more"
    probe: str = "Probe"
    method: str = "Method:"
    layer: str = "Layer:"
    opacity: str = "Overlay opacity:"
    pages: str = "Page:"
    find: str = "Type to find a class"
    fills: tuple[str, ...] = ("Grey", "Blurred", "Erased")
    scale: tuple[str, ...] = ("This image", "All images", "Fixed")
    tick: str = "Show the image beside it"
    assumed: str = "Pixel values assumed"
    confirmed: str = "Pixel values confirmed"
    refused: str = "This file is damaged"
    neutral: str = "224 × 224, 1,000 classes"
    sentence: str = "We guessed how this model reads pixels. Check before you trust it."
    empty: str = "No image yet"
    empty_sentence: str = "Drop an image, a folder or a model here. Nothing leaves this computer."
    batch: str = "Batch"
    classes: tuple[str, ...] = ("owl", "tabby cat", "great white shark")
    name: str = "Name"
    value: str = "Value"


ENGLISH = Samples()
FRENCH = Samples(
    buttons="Boutons",
    choices="Choix",
    numbers="Nombres",
    words="Textes",
    states="États",
    lists="Listes",
    open="Ouvrir une image…",
    export="Exporter",
    off="Pas maintenant",
    flat="En savoir plus",
    probe="Sonde",
    method="Méthode\u00a0:",
    layer="Couche\u00a0:",
    opacity="Opacité\u00a0:",
    pages="Page\u00a0:",
    find="Saisir pour trouver une classe",
    fills=("Gris", "Flou", "Effacé"),
    scale=("Cette image", "Toutes les images", "Fixe"),
    tick="Afficher l’image à côté",
    assumed="Valeurs des pixels supposées",
    confirmed="Valeurs des pixels confirmées",
    refused="Ce fichier est endommagé",
    neutral="224 × 224, 1\u202f000 classes",
    sentence="La lecture des pixels par ce modèle est supposée. À vérifier avant de s’y fier.",
    empty="Aucune image",
    empty_sentence="Déposez ici une image, un dossier ou un modèle. Rien ne quitte cet ordinateur.",
    batch="Lot",
    classes=("hibou", "chat tigré", "grand requin blanc"),
    name="Nom",
    value="Valeur",
)
SAMPLES = {"en": ENGLISH, "fr": FRENCH}
