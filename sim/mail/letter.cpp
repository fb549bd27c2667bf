#include "sim/mail/letter.hpp"

#include <array>

#include "sim/mail/encode.hpp"
#include "sim/mail/notices.hpp"
#include "sim/mail/scenarios.hpp"

namespace sim {
namespace {

constexpr std::string_view kEightBit =
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";

std::string_view one_of(Random& random, Lines lines) {
  return *(lines.begin() + static_cast<std::ptrdiff_t>(random() % lines.size()));
}

// A text part in one of the encodings that mail programs choose.
std::string text_part(Random& random, const std::string& text) {
  switch (random() % 4) {
    case 0:
      return "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
             "quoted-printable\r\n\r\n" +
             quoted_printable(crlf(text));
    case 1:
      return "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
             base64(crlf(text), 76);
    default:
      return std::string(kEightBit) + crlf(text);
  }
}

struct File {
  std::string_view name;
  std::string_view type;
  std::string_view magic;
};

// A scan or a photograph: the right beginning, then noise.
std::string file_part(Random& random) {
  static constexpr std::array kFiles{File{"act.pdf", "application/pdf", "%PDF-1.4\n"},
                                     File{"certificat nastere.pdf", "application/pdf", "%PDF-1.7\n"},
                                     File{"IMG_2031.jpg", "image/jpeg", "\xFF\xD8\xFF\xE0"},
                                     File{"pasaport.png", "image/png", "\x89PNG\r\n"},
                                     File{"cerere.txt", "text/plain", "Subsemnatul, "}};
  const File& file = kFiles[random() % kFiles.size()];
  std::string bytes(file.magic);
  const bool words = file.type == "text/plain";
  const std::size_t size = words ? 300 : 20'000 + random() % 60'000;
  while (bytes.size() < size) bytes.push_back(static_cast<char>(words ? 'a' + random() % 26 : random()));
  return "Content-Type: " + std::string(file.type) + "; name=\"" + std::string(file.name) +
         "\"\r\nContent-Disposition: attachment; filename=\"" + std::string(file.name) +
         "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(bytes, 76);
}

}  // namespace

Writer::Writer(std::uint64_t seed, std::string centre, std::string run, std::size_t size)
    : random_(seed), centre_(std::move(centre)), run_(std::move(run)), size_(size) {}

std::string Writer::fresh_id() {
  return "sim." + run_ + "." + std::to_string(++count_) + "@example.org";
}

Letter Writer::letter(const Story& story, std::string_view kind, std::string_view rest) {
  Letter made{std::string(kind), story.address, story.address,  story.subject,
              fresh_id(),        story.topic,   story.language, {}};
  made.raw = "From: " + encoded_word(story.name) + " <" + story.address + ">\r\nTo: " + centre_ +
             "\r\nSubject: " + encoded_word(story.subject) + "\r\nDate: " + date_now() + "\r\nMessage-ID: <" +
             made.message_id + ">\r\nMIME-Version: 1.0\r\n" + std::string(rest);
  return made;
}

Letter Writer::page(const Story& story) {
  return letter(
      story, "html",
      "Content-Type: multipart/alternative; boundary=\"=_alt\"\r\n\r\n--=_alt\r\n" +
          text_part(random_, story.text) +
          "\r\n--=_alt\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: "
          "8bit\r\n\r\n<html><body>" +
          escaped_html(story.text) +
          "<img src=\"http://tracker.example/pixel.gif\" width=1 height=1></body></html>\r\n--=_alt--\r\n");
}

Letter Writer::with_files(const Story& story) {
  std::string rest =
      "Content-Type: multipart/mixed; boundary=\"=_mix\"\r\n\r\n--=_mix\r\n" + text_part(random_, story.text);
  for (std::size_t files = 1 + random_() % 2; files > 0; --files)
    rest += "\r\n--=_mix\r\n" + file_part(random_);
  return letter(story, "attachment", rest + "--=_mix--\r\n");
}

// By the same person, of the same matter, quoted as mail programs do.
Letter Writer::reply(const Story& fresh) {
  const Sent& earlier = sent_[random_() % sent_.size()];
  Story again = earlier.story;
  again.subject =
      std::string(one_of(random_, {"Re: ", "RE: ", "Re[2]: ", "R: ", "AW: ", "Rasp: "})) + again.subject;
  const std::string added(one_of(random_, {"Revin cu o completare: ", "Am uitat să adaug: ", "Mai e ceva. ",
                                           "Încă aștept un răspuns. ", "Mulțumesc, am înțeles. "}));
  const std::string before = random_() % 2 == 0 ? "\n> " + earlier.story.subject + "\n"
                                                : "\n-----Mesaj original-----\nDe la: " + again.address +
                                                      "\nSubiect: " + earlier.story.subject + "\n";
  again.text = added + fresh.text + before;
  return letter(again, "reply",
                "In-Reply-To: <" + earlier.message_id + ">\r\nReferences: <" + earlier.message_id + ">\r\n" +
                    std::string(kEightBit) + crlf(again.text));
}

Letter Writer::notice(Story story, std::string_view kind) {
  const Notice told = kind == "bounce"  ? bounce(random_, story.address)
                      : kind == "robot" ? robot(random_, story)
                      : kind == "bulk"  ? newsletter(random_)
                                        : spam(random_);
  story.subject = told.subject;
  if (kind == "bounce") {
    story.name = "Mail Delivery System";
    story.address = "MAILER-DAEMON@mail.example";
  }
  if (kind != "robot") story.topic.clear();
  Letter made = letter(story, kind, told.fields + told.content);
  if (kind == "bounce") made.sender.clear();
  return made;
}

// What programs and careless relays do to mail.
Letter Writer::broken(const Story& story) {
  Letter made = letter(story, "broken", "");
  std::string& raw = made.raw;
  const std::string words = crlf(story.text);
  switch (random_() % 6) {
    case 0:
      raw = "From: " + story.address + "\r\nSubject: =?UTF-8?B?xZ50ZWZhbg\r\nMessage-ID: <" +
            made.message_id + ">\r\nContent-Type: multipart/mixed\r\n\r\n--nowhere\r\n" + words;
      break;
    case 1:  // the label lies
      raw += std::string(kEightBit) + windows_1250(words);
      break;
    case 2:  // cut off in the middle of a file
      raw += "Content-Type: multipart/mixed; boundary=\"=_cut\"\r\n\r\n--=_cut\r\n" + std::string(kEightBit) +
             words + "\r\n--=_cut\r\n" + file_part(random_).substr(0, 400);
      break;
    case 3:  // a line between the fields that is none, and the type twice
      raw +=
          "acesta nu este un antet\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Type: "
          "text/html\r\n\r\n" +
          words;
      break;
    case 4:  // a date that is none, noise in base64
      raw.replace(raw.find("Date: "), 6, "Date: ieri pe la ");
      raw += "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n!!" +
             base64(words, 76);
      break;
    default:  // a file as it travelled before MIME
      raw += std::string(kEightBit) + words + "begin 644 act.txt\r\n%4V%L=70\r\n`\r\nend\r\n";
  }
  return made;
}

Letter Writer::next() {
  Story story = tell(random_);
  if (size_ != 0) {
    story.text.reserve(size_ + 100);
    while (story.text.size() < size_)
      story.text += "Detaliu " + std::to_string(random_() % 1'000'000) +
                    ": vă rog să verificați dosarul depus la consulat.\n";
    return letter(story, "plain", std::string(kEightBit) + crlf(story.text));
  }
  const std::size_t dice = random_() % 100;
  if (dice >= 82 && dice < 86) {
    return letter(
        story, "legacy",
        "Content-Type: text/plain; charset=windows-1250\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
            windows_1250(crlf(story.text)));
  }
  if (dice >= 86 && dice < 92 && !sent_.empty()) return reply(story);
  if (dice >= 92 && dice < 94) return notice(std::move(story), "robot");
  if (dice == 94) return notice(std::move(story), "bounce");
  if (dice >= 95 && dice < 97) return notice(std::move(story), "bulk");
  if (dice >= 97 && dice < 99) return notice(std::move(story), "spam");
  if (dice == 99) return broken(story);
  Letter made = dice < 52 || dice >= 86 ? letter(story, "plain", text_part(random_, story.text))
                : dice < 68             ? page(story)
                                        : with_files(story);
  sent_.push_back({story, made.message_id});
  if (sent_.size() > 1000) sent_.pop_front();
  return made;
}

}  // namespace sim
