#pragma once

#include <functional>

#include "base/time.hpp"
#include "voice/calls/journal.hpp"
#include "voice/calls/prompts.hpp"
#include "voice/media/media_thread.hpp"
#include "voice/media/recorder.hpp"
#include "voice/sip/endpoint.hpp"
#include "voice/sip/loop.hpp"
#include "voice/web/endpoint.hpp"

namespace aproape::voice {

// What calls and their flows work with. All live longer than any call.
struct Services {
  Loop& loop;
  MediaThread& media;
  Prompts& prompts;
  Recorder& recorder;
  Journal& journal;
  SipEndpoint* endpoint = nullptr;  // made after the calls' centre, which serves it
  WebEndpoint* web = nullptr;       // likewise
  RoomId rooms = 0;

  RoomId next_room() { return ++rooms; }
};

}  // namespace aproape::voice
