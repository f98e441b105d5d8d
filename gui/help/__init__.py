"""The help window and its pages, the glossary, and the page about the program."""
