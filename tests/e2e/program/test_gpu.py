"""Memory that runs out on a graphics card: a sentence, and the processor as a way on."""

from __future__ import annotations

import pytest

from engine.errors import Code, SaliscopeError
from engine.process.messages import Done


@pytest.mark.fresh_engine
def test_running_out_of_graphics_memory_offers_the_processor_and_goes_on(run, cat):
    def scenario(program):
        program.wait_for_overlay()
        controller = program.window.controller
        old = controller._engine.client.pid
        error = SaliscopeError(Code.OUT_OF_MEMORY, device="gpu")
        controller._engine.reported.emit(Done(controller._job_id, error))
        program.wait(lambda: "graphics card is out of memory" in program.notice)
        assert program.state.notice.action_text == "Continue on the processor"
        program.state.notice.action()
        program.wait(lambda: controller._engine.client.pid not in (None, old) and program.settled)
        program.state.choose_target(7)
        program.wait_for_overlay()
        assert program.state.device.kind == "cpu"
        assert program.state.attribution.request.target == 7

    run(scenario, str(cat))
