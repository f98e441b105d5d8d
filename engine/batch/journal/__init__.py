"""What a run folder keeps on the disk: its journal, its files, and the lock of whoever writes there."""
