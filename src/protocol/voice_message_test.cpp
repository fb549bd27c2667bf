#include "protocol/voice_message.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "protocol/voice_reply.hpp"

using namespace aproape;
using namespace aproape::protocol;

namespace {

constexpr std::string_view kSnapshot =
    R"({"version":3,"lines":[{"id":"7","number":"+390655501234","language":"ro","record":true,"emergency":false,)"
    R"("action":{"kind":"menu","target":"principal"}}],"menus":[{"name":"principal","prompt":{"ro":"Apăsați 1",)"
    R"("en":"Press 1"},"options":[{"key":"1","action":{"kind":"hunt","target":"urgente"}}],"repeats":2,"otherwise":)"
    R"({"kind":"queue","target":"roma"}}],"hunts":[{"name":"urgente","targets":[{"name":"consul","address":)"
    R"("sip:consul@192.0.2.1","seconds":20}],"rounds":2,"otherwise":{"kind":"hangup"}}],"queues":[{"name":"roma",)"
    R"("announcement":{},"announce_seconds":30,"patience_seconds":900,"otherwise":{"kind":"say","text":)"
    R"({"ro":"La revedere"}}}],"voicemails":[],"trunks":[],"recording_notice":{},"accept_prompt":{},"trying":{},)"
    R"("goodbye":{}})";

}  // namespace

TEST_CASE("a command line is read and written back as it was") {
  for (const std::string& line :
       {std::string(R"({"id":"1","verb":"configure","snapshot":)") + std::string(kSnapshot) + "}",
        std::string(
            R"({"id":"2","verb":"bridge","call":"c","address":"sip:a@192.0.2.1","seconds":9,"accept":true})"),
        std::string(R"({"id":"3","verb":"play","call":"c","text":{"ro":"Bună"}})"),
        std::string(R"({"id":"4","verb":"hold","call":"c","on":false})"),
        std::string(R"({"id":"5","verb":"transfer","call":"c","action":{"kind":"queue","target":"roma"}})"),
        std::string(
            R"({"id":"8","verb":"sdp","leg":"0123456789abcdef","sdp":"v=0\r\n","to":"+390655501000"})"),
        std::string(R"({"id":"9","verb":"hangup","leg":"0123456789abcdef"})"),
        std::string(R"({"id":"6","verb":"taken","number":12})"), std::string(R"({"id":"7","verb":"sync"})")})
    CHECK(write_line(read_voice_command(line)) == line);
}

TEST_CASE("an event line is read and written back as it was") {
  for (
      const std::string_view line :
      {R"({"number":1,"at":"2026-11-29T08:00:00.000Z","event":"incoming","call":"c","line":"7","from":"+40215550101","to":"+390655501234","emergency":true})",
       R"({"number":2,"at":"2026-11-29T08:00:01.000Z","event":"failed","call":"c","target":"consul","result":"busy"})",
       R"({"number":3,"at":"2026-11-29T08:00:02.000Z","event":"ended","call":"c","result":"caller","quality":{"received":5,"sent":6,"lost":1,"late":0,"concealed":2,"jitter":1500}})",
       R"({"number":4,"at":"2026-11-29T08:00:03.000Z","event":"recording_ready","call":"c","file":"recordings/c.wav","length":1500})"})
    CHECK(write_line(read_voice_event(line)) == line);
}

TEST_CASE("a snapshot that names what is not there is refused") {
  const auto broken = [](std::string_view from, std::string_view to) {
    std::string text(kSnapshot);
    text.replace(text.find(from), from.size(), to);
    return json::parse(text);
  };
  CHECK_NOTHROW(static_cast<void>(voice_snapshot_from_json(json::parse(kSnapshot))));
  CHECK_THROWS_AS(
      static_cast<void>(voice_snapshot_from_json(broken(R"("target":"urgente")", R"("target":"x")"))), Error);
  CHECK_THROWS_AS(
      static_cast<void>(voice_snapshot_from_json(broken(R"("kind":"hangup")", R"("kind":"dance")"))), Error);
  CHECK_THROWS_AS(static_cast<void>(voice_snapshot_from_json(broken(R"("key":"1")", R"("key":"12")"))),
                  Error);
  CHECK_THROWS_AS(static_cast<void>(read_voice_command(R"({"id":"1","verb":"explode"})")), Error);
}

TEST_CASE("a text is spoken in the caller's language, else in Romanian") {
  const SpokenText text{{{"en", "Hello"}, {"ro", "Bună ziua"}}};
  CHECK(text.find("en")->text == "Hello");
  CHECK(text.find("it")->text == "Bună ziua");
  CHECK(SpokenText{}.find("ro") == nullptr);
}

TEST_CASE("a reply line is read and written back as it was") {
  for (const std::string_view line : {R"({"reply":"1","ok":true})", R"({"reply":"2","error":"voice.state"})",
                                      R"({"reply":"3","ok":true,"calls":["a","b"]})"})
    CHECK(write_line(read_voice_reply(line)) == line);
}
