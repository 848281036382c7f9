"""Numbers to accessible pictures: SVG with a title and a description. No page knows how, and no chart knows pages."""
