// The main program of every unit test binary.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "base/log.hpp"

int main(int count, char** words) {
  // Hundreds of databases are made: what fails must not drown.
  aproape::log::start(aproape::log::Level::warning);
  return doctest::Context(count, words).run();
}
