"""What tests of several rooms share: small networks and model files, stand-ins, and questions to the program."""
