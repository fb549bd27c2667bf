#include "portal/articles.hpp"

#include <doctest/doctest.h>

#include "domain/knowledge/service.hpp"
#include "portal/icons.hpp"
#include "portal/needs.hpp"

namespace aproape::portal {

TEST_CASE("an article's text becomes headings, paragraphs and lists, and nothing else") {
  CHECK(article_text("## Pașii\n- unu\n- doi\n\nO frază\ncontinuată.\n\nA doua <b>oară</b>.", 3).str() ==
        "<h3>Pașii</h3><ul><li>unu</li><li>doi</li></ul><p>O frază continuată.</p><p>A doua "
        "&lt;b&gt;oară&lt;/b&gt;.</p>");
  CHECK(article_text("## Titlu", 2).str() == "<h2>Titlu</h2>");
  CHECK(article_text("", 2).empty());
  CHECK(article_text("text\n- punct", 2).str() == "<p>text</p><ul><li>punct</li></ul>");
}

TEST_CASE("the day of checking is the last one on which a source was seen") {
  knowledge::Article article;
  CHECK(checked_on(article).empty());
  article.sources = {
      {"A", "official", "x", "2026-11-20"}, {"B", "press", "y", "2026-11-23"}, {"C", "official", "z", ""}};
  CHECK(checked_on(article) == "2026-11-23");
}

TEST_CASE("what operators read is as absent, and so is a row of the first page that leads to it") {
  knowledge::Article open, inner;
  open.key = "lost-passport";
  open.kind = knowledge::Kind::guide;
  open.texts["ro"].title = "Pașaport pierdut";
  inner = open;
  inner.key = "consul-limits";
  inner.audience = knowledge::Audience::staff;
  const knowledge::InForce in_force{knowledge::Library({open, inner}, knowledge::Synonyms::carried()), {}};
  CHECK(public_article(in_force, "lost-passport") != nullptr);
  CHECK(public_article(in_force, "consul-limits") == nullptr);
  CHECK(public_article(in_force, "nothing") == nullptr);
}

TEST_CASE("every row of the first page has a drawing, a group and both languages") {
  CHECK(needs().size() >= 12);
  for (const Need& need : needs()) {
    CAPTURE(need.title_ro);
    CHECK(has_icon(need.icon));
    CHECK((need.group == "happened" || need.group == "paper"));
    CHECK(!need.title_en.empty());
    CHECK(need.address().starts_with("/"));
  }
}

}  // namespace aproape::portal
