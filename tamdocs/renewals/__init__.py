"""The renewal desk: who gets which notice, when and why."""
