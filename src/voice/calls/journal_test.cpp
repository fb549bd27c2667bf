#include "voice/calls/journal.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <future>

using namespace aproape;
using namespace aproape::voice;
using protocol::VoiceEvent;

namespace {

struct File {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("aproape-journal-" + std::to_string(::getpid()));
  File() { std::filesystem::remove(path); }
  ~File() { std::filesystem::remove(path); }
};

VoiceEvent event(VoiceEvent::Kind kind, const std::string& call) {
  VoiceEvent made;
  made.kind = kind;
  made.call = call;
  return made;
}

const auto kNow = [](const std::function<void()>& work) { work(); };

}  // namespace

TEST_CASE("events are numbered, kept until taken, and never numbered twice") {
  const File file;
  ManualClock clock(1000);
  {
    Journal journal(file.path, clock, kNow);
    journal.add(event(VoiceEvent::Kind::incoming, "a"));
    journal.add(event(VoiceEvent::Kind::ended, "a"));
    REQUIRE(journal.waiting().size() == 2);
    CHECK(journal.waiting()[1].number == 2);
    CHECK(journal.waiting()[1].at == 1000);
    journal.take(1);
    journal.take(99);  // never given
    CHECK(journal.waiting().size() == 1);
  }
  {
    Journal journal(file.path, clock, kNow);
    CHECK(journal.waiting().size() == 1);
    journal.take(2);
  }
  Journal journal(file.path, clock, kNow);
  CHECK(journal.waiting().empty());
  journal.add(event(VoiceEvent::Kind::incoming, "b"));
  CHECK(journal.waiting().front().number == 3);
}

TEST_CASE("a call that ran when the process died is ended as cut, also where app had taken its beginning") {
  const File file;
  ManualClock clock(1000);
  {
    Journal journal(file.path, clock, kNow);
    journal.add(event(VoiceEvent::Kind::incoming, "a"));
    journal.take(1);
  }
  {
    const Journal journal(file.path, clock, kNow);  // rewritten: the event itself is gone
    REQUIRE(journal.waiting().size() == 1);
    CHECK(journal.waiting().front().result == "cut");
    CHECK(journal.waiting().front().call == "a");
  }
  const Journal journal(file.path, clock, kNow);
  CHECK(journal.waiting().size() == 1);  // once
}

TEST_CASE("a torn last line is left out") {
  const File file;
  ManualClock clock(1000);
  {
    Journal journal(file.path, clock, kNow);
    journal.add(event(VoiceEvent::Kind::incoming, "a"));
    journal.add(event(VoiceEvent::Kind::ended, "a"));
  }
  std::ofstream(file.path, std::ios::app) << R"({"number":3,"at":"2026-)";
  const Journal journal(file.path, clock, kNow);
  CHECK(journal.waiting().size() == 2);
}

TEST_CASE("an event is told to be durable once it is") {
  const File file;
  ManualClock clock(1000);
  Journal journal(file.path, clock, kNow);
  std::promise<void> durable;
  journal.add(event(VoiceEvent::Kind::incoming, "a"), [&] { durable.set_value(); });
  CHECK(durable.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
}
