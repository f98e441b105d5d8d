"""The main window: the table of actions, the menus made of it, and how the rooms are put together."""
