"""The main window: the table of actions, the menus made from it, and how the rooms are put together."""
