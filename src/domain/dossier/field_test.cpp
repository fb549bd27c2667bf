#include "domain/dossier/field.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace aproape;
using dossier::Field;
using dossier::Fields;
using dossier::normalise;

namespace {

constexpr const char* kHead =
    "code,categories,type,name_ro,name_en,options,least,most,valid_from,valid_to,basis\n";

Fields with(std::string_view rows) {
  return Fields(std::string(kHead) + std::string(rows));
}

std::string fault(std::string_view rows) {
  try {
    (void)with(rows);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("each type takes its own values, in one form") {
  const Fields fields = with(
      "a,TRV,text,A,A,,2,5,,,b\nb,TRV,number,B,B,,1,20,,,b\nc,TRV,date,C,C,,2026-01-01,2026-12-31,,,b\n"
      "d,TRV,choice,D,D,x=ix=ex|y=igrec=why,,,,,b\ne,TRV,yes_no,E,E,,,,,,b\nf,TRV,country,F,F,,,,,,b\n");
  const auto take = [&](const char* code, std::string_view value) {
    return normalise(*fields.find(code), value).value_or("-");
  };
  CHECK(take("a", "  țară ") == "țară");
  CHECK(take("a", "x") == "-");
  CHECK(take("a", "ștefan") == "-");
  CHECK(take("a", "ăîșțâ") == "ăîșțâ");  // five letters, ten bytes
  CHECK(take("b", "007") == "7");
  CHECK(take("b", "21") == "-");
  CHECK(take("b", "3 copii") == "-");
  CHECK(take("b", "99999999999999999999") == "-");
  CHECK(take("c", "2026-02-28") == "2026-02-28");
  CHECK(take("c", "2026-02-30") == "-");
  CHECK(take("c", "2027-01-01") == "-");
  CHECK(take("d", "y") == "y");
  CHECK(take("d", "igrec") == "-");
  CHECK(take("e", "yes") == "yes");
  CHECK(take("e", "maybe") == "-");
  CHECK(take("f", "it") == "IT");
  CHECK(take("f", "I1") == "-");
  for (const char* code : {"a", "b", "c", "d", "e", "f"}) CHECK(take(code, " ") == "-");
}

TEST_CASE("a case has the fields of its category and subcategory, on the day") {
  const Fields fields =
      with("a,TRV,text,A,A,,,,2026-01-01,2026-06-30,b\nb,TRV.lost,text,B,B,,,,,,b\nc,CIV,text,C,C,,,,,,b\n");
  CHECK(fields.of("TRV", "TRV.lost", "2026-03-01").size() == 2);
  CHECK(fields.of("TRV", "TRV.lost", "2026-07-01").size() == 1);
  CHECK(fields.of("TRV", "", "2026-03-01").size() == 1);
  CHECK(fields.of("", "", "2026-03-01").empty());
}

TEST_CASE("a wrong line of the catalogue is named") {
  CHECK(fault("a,TRV,colour,A,A,,,,,,b\n").find("line 2, type") != std::string::npos);
  CHECK(fault("a,TRV,choice,A,A,,,,,,b\n").find("line 2, options") != std::string::npos);
  CHECK(fault("a,TRV,choice,A,A,x=ix,,,,,b\n").find("line 2, options") != std::string::npos);
  CHECK(fault("a,TRV,text,A,A,,,,,,b\na,TRV,text,A,A,,,,,,b\n").find("line 3, code") != std::string::npos);
  CHECK(fault("a,TRV,date,A,A,,5,,,,b\n").find("line 2, least") != std::string::npos);
  CHECK(Fields::carried().all().size() >= 10);
}
