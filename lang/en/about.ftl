# What this finder is

about-title = About this site
about-what = What it does
about-what-1 = It finds places children can go to after school and on days off, by day and time, grade and price. Which of them they go to is for the children to choose.
about-what-2 = Order is decided by distance and time alone. Nothing is rated or promoted.
about-states = What “open” and “please check” mean
about-states-1 = Whether a place is open is worked out from the days and hours its operator gave, public holidays, school holidays and special closures, and the reason is shown with it.
about-states-2 = What is not known is said to be not known. Information that nobody has checked for a long time turns into “please check” by itself.
about-distance = Walking time
about-distance-1 = An estimate: the straight line times 1.3, at 80 meters a minute, rounded up. Hills and traffic lights are not counted.
about-data = Where the data comes from
about-data-1 = Terrain, schools, stations and towns are made from National Land Numerical Information and Location Reference Information (MLIT), designated shelter data (GSI), Japan Post, station data (CC BY-SA 4.0), Geolonia address data (CC BY 4.0) and © OpenStreetMap contributors (ODbL), edited.
about-data-2 = Each place and desk says when it was checked and by whose word. Sample data is marked as a sample.
about-wrong = If something is wrong
about-wrong-1 = Please tell the contact below. It will be checked and put right.
