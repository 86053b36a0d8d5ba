# The ways through the site

nav-label = Pages
nav-about-label = About this site
nav-find = Find
nav-week = This week
nav-talk = Talk to someone
nav-events = Events
nav-kids = Children
nav-schools = Schools
