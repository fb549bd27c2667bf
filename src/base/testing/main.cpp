// The main program of every unit test binary.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "base/log.hpp"

int main(int count, char** words) {
  aproape::log::start(aproape::log::Level::warning);  // hundreds of databases are made: what fails must not drown
  return doctest::Context(count, words).run();
}
