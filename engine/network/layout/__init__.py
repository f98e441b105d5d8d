"""How a picture lies in the tensors of a network: which axes are its height, its width and its channels."""
