#include "sim/mail/letter.hpp"

#include <array>
#include <ctime>

namespace sim {
namespace {

std::string base64(std::string_view bytes, std::size_t line) {
  static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t j = 0; j < 3; ++j)
      group = group << 8 | (j < left ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j) out.push_back(j <= left ? kLetters[group >> (18 - 6 * j) & 63] : '=');
    column += 4;
    if (line != 0 && column >= line) {
      out += "\r\n";
      column = 0;
    }
  }
  if (line != 0 && column != 0) out += "\r\n";
  return out;
}

std::string encoded_word(std::string_view text) {
  // Short pieces, cut between characters, so that no line grows beyond 76 columns (RFC 2047).
  std::string out;
  while (!text.empty()) {
    std::size_t take = std::min<std::size_t>(42, text.size());
    while (take < text.size() && (static_cast<unsigned char>(text[take]) & 0xC0) == 0x80) --take;
    out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(text.substr(0, take), 0) + "?=");
    text.remove_prefix(take);
  }
  return out;
}

std::string crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n')
      out += "\r\n";
    else
      out.push_back(c);
  }
  return out;
}

std::string date_now() {
  std::array<char, 64> out{};
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  const std::size_t size = std::strftime(out.data(), out.size(), "%a, %d %b %Y %H:%M:%S +0000", &parts);
  return {out.data(), size};
}

// windows-1250, as old Romanian mail programs still write it: the cedilla letters.
std::string windows_1250(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 10> kLetters{{{"ă", '\xE3'},
                                                                               {"â", '\xE2'},
                                                                               {"î", '\xEE'},
                                                                               {"ș", '\xBA'},
                                                                               {"ț", '\xFE'},
                                                                               {"Ă", '\xC3'},
                                                                               {"Â", '\xC2'},
                                                                               {"Î", '\xCE'},
                                                                               {"Ș", '\xAA'},
                                                                               {"Ț", '\xDE'}}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    bool found = false;
    for (const auto& [letter, byte] : kLetters) {
      if (text.substr(i).starts_with(letter)) {
        out.push_back(byte);
        i += letter.size();
        found = true;
        break;
      }
    }
    if (found) continue;
    out.push_back(static_cast<unsigned char>(text[i]) < 0x80 ? text[i] : '?');
    ++i;
  }
  return out;
}

std::string escaped_html(std::string_view text) {
  std::string out = "<p>";
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '\n')
      out += "<br>\r\n";
    else
      out.push_back(c);
  }
  return out + "</p>";
}

}  // namespace

Writer::Writer(std::uint64_t seed, std::string centre, std::string run, std::size_t size)
    : random_(seed), centre_(std::move(centre)), run_(std::move(run)), size_(size) {}

std::string Writer::fresh_id() {
  return "sim." + run_ + "." + std::to_string(++count_) + "@example.org";
}

std::string Writer::head(const Story& story, const std::string& message_id, std::string_view extra) {
  return "From: " + encoded_word(story.name) + " <" + story.address + ">\r\nTo: " + centre_ +
         "\r\nSubject: " + encoded_word(story.subject) + "\r\nDate: " + date_now() + "\r\nMessage-ID: <" +
         message_id + ">\r\nMIME-Version: 1.0\r\n" + std::string(extra);
}

Letter Writer::plain(const Story& story, std::string_view kind) {
  Letter letter{std::string(kind), story.address, story.subject, fresh_id(), story.topic, {}};
  letter.raw = head(story, letter.message_id,
                    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n") +
               crlf(story.text);
  return letter;
}

Letter Writer::next() {
  Story story = tell(random_);
  if (size_ != 0) {
    story.text.reserve(size_ + 100);
    while (story.text.size() < size_)
      story.text += "Detaliu " + std::to_string(random_() % 1'000'000) +
                    ": vă rog să verificați dosarul depus la consulat.\n";
    return plain(story, "plain");
  }
  const std::size_t dice = random_() % 100;
  Letter letter;
  if (dice < 52) {
    letter = plain(story, "plain");
  } else if (dice < 68) {
    letter = Letter{"html", story.address, story.subject, fresh_id(), story.topic, {}};
    letter.raw =
        head(story, letter.message_id, "Content-Type: multipart/alternative; boundary=\"=_alt\"\r\n\r\n") +
        "--=_alt\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
        crlf(story.text) +
        "\r\n--=_alt\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: "
        "8bit\r\n\r\n<html><body>" +
        escaped_html(story.text) +
        "<img src=\"http://tracker.example/pixel.gif\" width=1 height=1></body></html>\r\n--=_alt--\r\n";
  } else if (dice < 82) {
    letter = Letter{"attachment", story.address, story.subject, fresh_id(), story.topic, {}};
    std::string scan = "%PDF-1.4\n";
    const std::size_t size = 20'000 + random_() % 60'000;
    while (scan.size() < size) scan.push_back(static_cast<char>(random_()));
    letter.raw =
        head(story, letter.message_id, "Content-Type: multipart/mixed; boundary=\"=_mix\"\r\n\r\n") +
        "--=_mix\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
        crlf(story.text) +
        "\r\n--=_mix\r\nContent-Type: application/pdf; name=\"act.pdf\"\r\nContent-Disposition: attachment; "
        "filename=\"act.pdf\"\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n" +
        base64(scan, 76) + "--=_mix--\r\n";
  } else if (dice < 86) {
    letter = Letter{"legacy", story.address, story.subject, fresh_id(), story.topic, {}};
    letter.raw =
        head(story, letter.message_id,
             "Content-Type: text/plain; charset=windows-1250\r\nContent-Transfer-Encoding: 8bit\r\n\r\n") +
        windows_1250(crlf(story.text));
  } else if (dice < 92 && !sent_.empty()) {
    const Sent& earlier = sent_[random_() % sent_.size()];
    Story again = earlier.story;
    again.subject = "Re: " + again.subject;
    again.text = "Revin cu o completare: " + story.text + "\n> " + earlier.story.subject + "\n";
    letter = Letter{"reply", again.address, again.subject, fresh_id(), again.topic, {}};
    letter.raw =
        head(again, letter.message_id,
             "In-Reply-To: <" + earlier.message_id + ">\r\nReferences: <" + earlier.message_id +
                 ">\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n") +
        crlf(again.text);
  } else if (dice < 94) {
    story.subject = "Răspuns automat: " + story.subject;
    story.text = "Sunt în concediu până luni.\n";
    letter = plain(story, "robot");
    letter.raw.insert(0, "Auto-Submitted: auto-replied\r\n");
  } else if (dice < 95) {
    letter = Letter{"bounce", "", "Undelivered Mail Returned to Sender", fresh_id(), "", {}};
    letter.raw = "From: MAILER-DAEMON@mail.example\r\nTo: " + centre_ + "\r\nSubject: " + letter.subject +
                 "\r\nDate: " + date_now() + "\r\nMessage-ID: <" + letter.message_id +
                 ">\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
                 "Content-Type: multipart/report; report-type=delivery-status; "
                 "boundary=\"=_dsn\"\r\n\r\n--=_dsn\r\nContent-Type: text/plain\r\n\r\n"
                 "The address does not exist.\r\n--=_dsn\r\nContent-Type: "
                 "message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\n"
                 "Final-Recipient: rfc822; " +
                 story.address + "\r\nAction: failed\r\nStatus: 5.1.1\r\n--=_dsn--\r\n";
  } else if (dice < 97) {
    story.subject = "Oferta săptămânii: bilete de autocar";
    story.text = "Reduceri de 50 % la toate cursele. Dezabonare: vedeți antetul.\n";
    letter = plain(story, "bulk");
    letter.raw.insert(
        0,
        "List-Id: <oferte.example.net>\r\nList-Unsubscribe: <https://example.net/u>\r\nPrecedence: bulk\r\n");
  } else if (dice < 99) {
    story.subject = "You have won 1.000.000 EUR";
    story.text = "Dear friend, send us your bank details at once.\n";
    letter = plain(story, "spam");
  } else {
    letter = Letter{"broken", story.address, story.subject, fresh_id(), story.topic, {}};
    letter.raw = "From: " + story.address + "\r\nSubject: =?UTF-8?B?xZ50ZWZhbg\r\nMessage-ID: <" +
                 letter.message_id + ">\r\nContent-Type: multipart/mixed\r\n\r\n--nowhere\r\n" +
                 crlf(story.text);
  }
  if (letter.kind == "plain" || letter.kind == "html" || letter.kind == "attachment") {
    sent_.push_back({story, letter.message_id});
    if (sent_.size() > 1000) sent_.pop_front();
  }
  return letter;
}

}  // namespace sim
