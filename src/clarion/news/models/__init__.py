"""Articles, who writes them, and the page that lists them."""

from clarion.news.models.articles import ArticlePage, ArticleQuerySet, Byline, FeaturedPlace
from clarion.news.models.authors import Author
from clarion.news.models.index import NewsIndexPage

__all__ = ["ArticlePage", "ArticleQuerySet", "Author", "Byline", "FeaturedPlace", "NewsIndexPage"]
