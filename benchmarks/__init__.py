"""How the site bears a great many articles, told as ratios that hold on any machine."""
