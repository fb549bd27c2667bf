#pragma once

#include "voice/calls/call.hpp"

namespace aproape::voice {

// Says a text and ends the call.
class SayFlow final : public Flow {
 public:
  SayFlow(Call& call, protocol::SpokenText text) : call_(call), text_(std::move(text)) {}
  void start() override {
    call_.say(text_, [this] { call_.end("centre"); });
  }

 private:
  Call& call_;
  protocol::SpokenText text_;
};

}  // namespace aproape::voice
