"""What several pages share: dialogs, lists, panes and the doors between pages."""
