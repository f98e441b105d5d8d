"""What is explained, whatever file it came from: a network is run, observed at its layers, and fed at one of them."""

from engine.network.interface import LayerCall, Network

__all__ = ["LayerCall", "Network"]
