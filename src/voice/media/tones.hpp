#pragma once

#include "voice/media/frame.hpp"

namespace aproape::voice {

// Sounds that need no file: made once, shared. Levels are about -16 dB of full scale.
[[nodiscard]] Sound
ringback_tone();                  // 425 Hz, one second of five, as in Romania (ITU-T E.180); to be repeated
[[nodiscard]] Sound busy_tone();  // 425 Hz, half a second of one; to be repeated
[[nodiscard]] Sound beep();       // 1,000 Hz for 300 ms: speak now
[[nodiscard]] Sound waiting_music();  // a quiet tune of our own, 16 s; to be repeated

}  // namespace aproape::voice
