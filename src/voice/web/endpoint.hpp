#pragma once

#include <memory>
#include <string>

#include "voice/media/media_thread.hpp"
#include "voice/sip/loop.hpp"
#include "voice/web/leg.hpp"

namespace aproape::voice {

struct WebSettings {
  std::string bind;     // the IPv4 address where sound is received
  std::string address;  // the one that browsers are told; empty: the same
  std::string ports = "20000-29999";
  std::size_t most_legs = 1000;
};

// The browsers' side of the voice role. App opens a leg for each by the page's offer, under a token that it
// alone knows; who calls, or whom it serves, is decided by who claims the leg. For the loop's thread.
class WebEndpoint {
 public:
  // Throws Error{invalid} for a wrong setting.
  WebEndpoint(Loop& loop, MediaThread& media, const WebSettings& settings);
  ~WebEndpoint();
  WebEndpoint(const WebEndpoint&) = delete;
  WebEndpoint& operator=(const WebEndpoint&) = delete;

  // Answers an offer. A new token opens a leg, which waits some seconds to be claimed; a known one moves its
  // leg to where the page is now, and the call goes on. Throws Error{invalid, "voice.offer"} for what is no
  // offer of sound, {invalid, "voice.token"}, {unavailable, "voice.ports"} where there is no room.
  std::string answer(const std::string& token, const std::string& offer);
  [[nodiscard]] bool knows(const std::string& token) const;
  // The leg that was opened under this token, once; nullptr where there is none.
  std::unique_ptr<WebLeg> claim(const std::string& token);
  // The page hangs up. False where there is no such leg.
  bool hang_up(const std::string& token);
  // Drops the legs that nobody has claimed; before the media thread ends.
  void close();
  // Gives what the media thread told to its leg.
  void deliver(const MediaEvent& event);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::voice
