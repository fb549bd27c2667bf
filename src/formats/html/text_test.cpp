#include "formats/html/text.hpp"

#include <doctest/doctest.h>

#include <ctime>
#include <string>

using aproape::html::to_text;

namespace {

std::string repeat(std::string_view what, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += what;
  return out;
}

// Processor time of this thread, so that a busy machine changes nothing; what is quadratic takes minutes and
// is found all the same. A sanitizer's own cost is taken out roughly.
long long milliseconds_of(const auto& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<long long>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
  };
  const long long begin = now();
  work();
#ifdef APROAPE_SANITIZED
  return (now() - begin) / 8;
#else
  return now() - begin;
#endif
}

}  // namespace

TEST_CASE("blocks break lines, blanks collapse, paragraphs stand apart") {
  CHECK(
      to_text(
          "<html><head><title>T</title><style>p{}</style></head><body><p>Bună\n  ziua,</p><p>Doresc&nbsp;un "
          "paşaport.<br>Mulţumesc</p></body></html>")
          .text == "Bună ziua,\n\nDoresc un paşaport.\nMulţumesc\n");
  CHECK(to_text("<div>a</div><div>b</div><span>c</span> <b>d</b>").text == "a\nb\nc d\n");
  CHECK(to_text("<div>a<br></div><div><br></div><div>b</div>").text == "a\n\nb\n");
  CHECK(to_text("").text.empty());
  CHECK(to_text("<pre>a\n  b\n</pre>c").text == "a\n  b\n\nc\n");
}

TEST_CASE("lists, tables, rules and quotes look as in a plain mail") {
  CHECK(to_text("<ul><li>one<li>two<ul><li>deep</ul></ul>end").text == "- one\n- two\n  - deep\n\nend\n");
  CHECK(to_text("<table><tr><td>Nume</td><td>Popescu</td></tr><tr><td>Oraș</td><td>Roma</td></tr></table>")
            .text == "Nume\tPopescu\nOraș\tRoma\n");
  CHECK(to_text(
            "<p>Da.</p><blockquote><p>Prima</p><p>A doua</p><blockquote>veche</blockquote></blockquote>gata")
            .text == "Da.\n\n> Prima\n>\n> A doua\n>\n> > veche\n\ngata\n");
  CHECK(to_text("a<hr>b").text == "a\n---\nb\n");
}

TEST_CASE("a link shows its address where that says more than its text") {
  CHECK(to_text("<a href='https://example.org/x'>aici</a>.").text == "aici [https://example.org/x].\n");
  CHECK(to_text("<a href='https://example.org/'>example.org</a>").text == "example.org\n");
  CHECK(to_text("<a href='mailto:a@example.org'>a@example.org</a>").text == "a@example.org\n");
  CHECK(to_text("<a href='javascript:alert(1)'>x</a><a href='#top'>y</a>").text == "xy\n");
  CHECK(to_text("<a href='https://example.org/a?b=1&amp;copy=2'>z</a>").text ==
        "z [https://example.org/a?b=1&copy=2]\n");
}

TEST_CASE("character references by the table of the standard") {
  CHECK(to_text("&lt;&amp;&quot;&#39;&apos;&icirc;&Acirc;&scedil;&tcedil;&abreve;&#537;&#x21B;&#128;").text ==
        "<&\"''îÂşţășț€\n");
  CHECK(to_text("&nosuch; &ampamp AT&T &copy2026 &#0; &#x110000; &notit;").text ==
        "&nosuch; &amp AT&T ©2026 \uFFFD \uFFFD ¬it;\n");
}

TEST_CASE("what a reader does not see is left out and told") {
  const auto hidden = to_text("a<div style='DISPLAY : none'>secret <p>x</p></div>b<span hidden>c</span>");
  CHECK(hidden.text == "a\nb\n");
  CHECK(hidden.hidden_text);
  CHECK(to_text("<span style='font-size:0px'>x</span>y").text == "y\n");
  CHECK(to_text("<span style='font-size:0.5em'>x</span>").text == "x\n");
  // The way of many templates: no size outside to close gaps, a real one inside.
  const auto nested = to_text("<td style='font-size:0'> <div style='font-size:13px'>seen</div></td>");
  CHECK(nested.text == "seen\n");
  CHECK_FALSE(nested.hidden_text);
  CHECK(to_text("<p style='mso-hide:all;display:/**/none'>x</p>y").text == "y\n");
  CHECK(to_text("<p style='max-height:0;overflow:hidden'>x</p>y").text == "y\n");
}

TEST_CASE("broken markup keeps its text") {
  CHECK(to_text("<title>never closed <p>body").text == "never closed\n\nbody\n");
  CHECK(to_text("1 < 2 && 3 > 2 <3 </ x> <!doctype html><?php x ?><!-- <p>no</p> -->z").text ==
        "1 < 2 && 3 > 2 <3 z\n");
  CHECK(to_text("<b><i>x</b>y</i></p>z<o:p>&nbsp;</o:p><![if !mso]>w<![endif]>").text == "xy\n\nz w\n");
  CHECK(to_text("a\xFF\xFE"
                "b")
            .text == "a\uFFFD\uFFFDb\n");
  CHECK(to_text("x<script>if (a<b) document.write('</scr')</script >y").text == "xy\n");
  CHECK(to_text("soft\u00ADhyphen\u200B\uFEFF").text == "softhyphen\n");
  CHECK(to_text("a<!-->b<!--->c<!-- x --!>d").text == "abcd\n");
}

TEST_CASE("the output is bounded") {
  const auto cut = to_text(repeat("word ", 1000), 100);
  CHECK(cut.truncated);
  CHECK(cut.text.size() < 120);
}

TEST_CASE("any nesting and any size take linear time") {
  // The bars of guides/mail.md 2.4 are for a release build (see text_bench.cpp); here ten times as much,
  // which still tells linear from quadratic by far.
  CHECK(milliseconds_of([] { (void)to_text(repeat("<div>", 100'000) + "x"); }) < 500);
  CHECK(milliseconds_of([] { (void)to_text(repeat("<blockquote>x", 100'000)); }) < 2000);
  CHECK(milliseconds_of([] { (void)to_text(repeat("<ul><li>x", 100'000)); }) < 2000);
  CHECK(milliseconds_of([] { (void)to_text(repeat("<div>", 100'000) + repeat("</p></span>", 100'000)); }) <
        1000);
  CHECK(milliseconds_of([] { (void)to_text(repeat("<title>", 100'000)); }) < 500);
  CHECK(milliseconds_of([] { (void)to_text(repeat("<!--", 200'000)); }) < 500);
  CHECK(milliseconds_of([] { (void)to_text(repeat("<a href=", 100'000)); }) < 500);
  CHECK(milliseconds_of([] { (void)to_text("<p " + repeat("a=\"b\" ", 300'000) + ">x"); }) < 1000);
  CHECK(milliseconds_of(
            [] { (void)to_text(repeat("&amp", 300'000) + repeat("&aaaaaaaaaaaaaaa", 100'000)); }) < 3000);
}
