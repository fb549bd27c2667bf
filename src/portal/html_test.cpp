#include "portal/html.hpp"

#include <doctest/doctest.h>

#include "portal/icons.hpp"

using aproape::portal::Html;

TEST_CASE("literals are markup, values are escaped, markup goes in as it is") {
  const std::string value = "<script>alert('x')</script>\"&";
  Html inner;
  inner << "<b>" << value << "</b>";
  Html out;
  out << "<p title=\"" << value << "\">" << inner << 7 << "</p>";
  CHECK(out.str() ==
        "<p "
        "title=\"&lt;script&gt;alert(&#39;x&#39;)&lt;/"
        "script&gt;&quot;&amp;\"><b>&lt;script&gt;alert(&#39;x&#39;)"
        "&lt;/script&gt;&quot;&amp;</b>7</p>");
  const char* from_elsewhere = "<i>";
  CHECK((Html() << std::string_view(from_elsewhere)).str() == "&lt;i&gt;");
}

TEST_CASE("icons are hidden from screen readers, and unknown ones are a fault of ours") {
  CHECK(aproape::portal::icon("phone").str().find("aria-hidden=\"true\"") != std::string::npos);
  CHECK_FALSE(aproape::portal::has_icon("unicorn"));
  CHECK_THROWS(aproape::portal::icon("unicorn"));
}
