#include "text/language.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

using namespace aproape::text;

TEST_CASE("200 short messages in ten languages, at least 95 % right") {
  std::ifstream in("tests/golden/language.tsv");
  int messages = 0;
  int right = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    const std::string wanted = line.substr(0, 2);
    const Language found = detect_language(line.substr(3));
    ++messages;
    if (found.code == wanted) {
      ++right;
    } else {
      MESSAGE(line << " -> " << found.code << " " << found.certainty);
    }
  }
  CHECK(messages == 200);
  CHECK(right >= 190);
  MESSAGE(right << " of " << messages);
}

TEST_CASE("Romanian without diacritics is Romanian") {
  CHECK(detect_language("Va rog frumos sa ma ajutati, nu stiu ce acte imi trebuie pentru copil").code ==
        "ro");
  CHECK(detect_language("As vrea sa stiu daca pot sa ridic pasaportul sotiei mele").code == "ro");
}

TEST_CASE("too little is unknown, quotes and addresses do not count") {
  CHECK(detect_language("").code.empty());
  CHECK(detect_language("Bună ziua").code.empty());
  CHECK(detect_language("12345 67890 !!! ??? --- 12345 67890").code.empty());
  CHECK(detect_language("ok\n> This is a long English text that was quoted in the answer.\n").code.empty());
  CHECK(detect_language(
            "Mulțumesc mult, am primit pașaportul.\n> Thank you for your message, the answer will follow "
            "soon.\n> Kind regards from the whole team of the embassy\n")
            .code == "ro");
  CHECK(detect_language("https://example.org/this-is-a-long-address/with/many/words ana@example.org")
            .code.empty());
}
