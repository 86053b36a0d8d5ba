# hours
