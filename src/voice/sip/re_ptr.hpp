#pragma once

#include <memory>

extern "C" void* mem_deref(void* data);

namespace aproape::voice {

// Gives one reference of a libre object back.
struct Deref {
  void operator()(void* object) const { mem_deref(object); }
};
template <class T>
using RePtr = std::unique_ptr<T, Deref>;

}  // namespace aproape::voice
