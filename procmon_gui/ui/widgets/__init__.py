"""Reusable and ignorant: they draw what they are told and know no business."""
