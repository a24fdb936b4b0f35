"""What stands on the page Alerts, and in the window of alerts: list, evidence, chart, questions.

May import models, widgets and bridge; pages and the window use it, it knows neither.
"""
