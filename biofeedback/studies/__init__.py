"""What a study of many people comes to: each person's change from their own baseline, and the median over people."""
