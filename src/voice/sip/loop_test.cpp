#include "voice/sip/loop.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <thread>
#include <vector>

using namespace aproape::voice;

TEST_CASE(
    "what other threads post is done once, in each sender's order, and timers and descriptors are served") {
  constexpr int kSenders = 4;
  constexpr int kPosts = 25'000;
  Loop loop(1024);
  std::array<int, kSenders> next{};
  int wrong = 0;
  int done = 0;
  std::vector<std::thread> senders;
  for (std::size_t sender = 0; sender < kSenders; ++sender)
    senders.emplace_back([&, sender] {
      for (int n = 0; n < kPosts; ++n)
        loop.post([&, sender, n] {
          if (next[sender]++ != n) ++wrong;
          if (++done == kSenders * kPosts) loop.stop();
        });
    });
  loop.run();
  for (auto& sender : senders) sender.join();
  CHECK(wrong == 0);
  CHECK(done == kSenders * kPosts);

  int ends[2];
  REQUIRE(pipe(ends) == 0);
  bool read = false;
  bool dropped = false;
  Timer kept = loop.after(1, [&] { kept = Timer(); });  // drops itself
  Timer never = loop.after(1, [&] { dropped = true; });
  never = Timer();
  loop.watch(ends[0], [&] {
    read = true;
    loop.unwatch(ends[0]);
    loop.stop();
  });
  const Timer writes = loop.after(20, [&] { CHECK(write(ends[1], "x", 1) == 1); });
  loop.run();
  CHECK(read);
  CHECK_FALSE(dropped);
  CHECK_FALSE(kept.running());
  close(ends[0]);
  close(ends[1]);
}
