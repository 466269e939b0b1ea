"""When each beat happened: beats on one rebuilt timeline, whatever the radio did to them."""
