"""The pages, by audience: portal, desk, hall, leaders, over the shared look in `ui`."""
