#include "text/language_evidence.hpp"

#include <algorithm>
#include <unordered_map>

#include "text/unicode.hpp"

namespace aproape::text {
namespace {

// Frequent words of letters to a consulate, folded, between blanks. A word of several languages stands
// in all of them, so that it tells nothing.
constexpr std::array<std::string_view, kLatinLanguages.size()> kWords = {
    " si sa nu este sunt in la cu pe de pentru din care mai am ai au va rog buna ziua multumesc imi mi as "
    "ati fost prin daca "
    "cum unde cand ce cat dar sau fi meu mea mei noi dumneavoastra dvs doresc vreau pot trebuie stiu "
    "pasaport pasaportul "
    "pasaportului programare buletin certificat nastere casatorie cetatenie copil copilul copilului acte "
    "actele unui unei o "
    "ma te se le ne lui ei lor acest aceasta aici despre dupa fara pana inca foarte stimata doamna domnule "
    "salut buna seara "
    "depus cerere cererea informatii ajutor nevoie facut primit astept raspuns consulat consulatul romania "
    "va le li al ale cel cea un una pierdut expirat cetatean roman locuiesc anul luna saptamana ",
    " the and to of is in for you i my have has are was with that this it not be on please can could would "
    "how what when "
    "where hello dear thank thanks need want your me we they from at an a passport appointment lost been do "
    "does did if "
    "about will know get as regards best or our help still but there ",
    " le la les de des du et est en un une je vous nous pour dans que qui ne pas sur avec mon ma mes votre "
    "bonjour merci "
    "madame monsieur suis ai avez etre avoir comment faire passeport rendez au aux ce cette il elle ou mais "
    "cordialement "
    "salutations sont plus fait veuillez besoin depuis quand quel quels ",
    " il lo la i gli le di del della dei e un una per con che non sono ho mi si ci da in su buongiorno salve "
    "grazie vorrei "
    "passaporto appuntamento come dove quando mio mia anche ma ha hanno essere fare cordiali saluti devo "
    "posso questo "
    "questa nel nella al alla piu stato quanto quali documenti ",
    " el la los las de del y en un una que no es por para con mi me se lo su hola buenos dias gracias quiero "
    "necesito "
    "pasaporte cita como donde cuando tengo estoy soy usted ustedes saludos esta este pero muy puedo hacer "
    "al mas ha he "
    "hay cuanto sin ",
    " der die das und ist ich sie nicht ein eine einen fur mit auf zu den dem von im in habe haben wir mein "
    "meine bitte "
    "danke guten tag sehr geehrte damen herren wie wo wann kann konnen muss reisepass termin grussen "
    "freundlichen es an "
    "was auch noch wird bin mich mir ihnen ihre aus nach uber ",
    " a az es egy nem hogy is van volt meg mar de kerem koszonom jo napot szeretnek utlevel idopont nekem mi "
    "ki mit hogyan "
    "mikor hol vagyok kell lehet tisztelt uram holgyem udvozlettel csak ezt azt vagy mert en on be ha kerek "
    "szuksegem "
    "utlevelem kapcsolatban segitseg ",
    " ve bir bu icin ile da de ne nasil var yok merhaba tesekkur ederim ediyorum lutfen pasaport randevu mi "
    "benim istiyorum "
    "olarak gibi daha cok ben siz sizin gun iyi gunler saygilarimla sayin hakkinda olan gerekiyor almak "
    "nerede zaman "
    "pasaportumu oglum "};

struct Letters {
  std::u32string_view letters;
  std::size_t language;
};

// Letters that one or two languages of the eight have for themselves.
constexpr std::array<Letters, 9> kLetters = {{{U"ășțĂȘȚ", 0},
                                              {U"êèçœùÈ", 2},
                                              {U"èòìù", 3},
                                              {U"ñ¿¡óÑ", 4},
                                              {U"ßäÄ", 5},
                                              {U"őűŐŰ", 6},
                                              {U"éáóí", 6},
                                              {U"ığİĞ", 7},
                                              {U"öüşçÖÜ", 7}}};

// What each listed word counts for each language; a long one tells more.
std::unordered_map<std::string_view, LatinScores> points_by_word() {
  std::unordered_map<std::string_view, LatinScores> points;
  for (std::size_t language = 0; language < kWords.size(); ++language) {
    std::string_view rest = kWords[language];
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
      if (!word.empty()) points[word][language] = word.size() >= 4 ? 4 : 2;
    }
  }
  return points;
}

}  // namespace

LatinScores latin_evidence(std::string_view folded, std::string_view utf8) {
  static const auto points = points_by_word();
  LatinScores scores{};
  while (!folded.empty()) {
    std::size_t end = 0;
    while (end < folded.size() && folded[end] >= 'a' && folded[end] <= 'z') ++end;
    const std::string_view word = folded.substr(0, end);
    if (const auto known = points.find(word); known != points.end())
      for (std::size_t i = 0; i < scores.size(); ++i) scores[i] += known->second[i];
    folded.remove_prefix(std::max<std::size_t>(end, 1));
  }
  while (!utf8.empty()) {
    const char32_t c = take_character(utf8);
    if (c < 0x80) continue;
    for (const Letters& telling : kLetters) {
      if (telling.letters.find(c) != std::u32string_view::npos) scores[telling.language] += 1;
    }
    // ş and ţ are Romanian in old spelling, ş alone is Turkish too; ţ and ă are Romanian only.
    if (c == U'ă' || c == U'ș' || c == U'ț' || c == U'ţ') scores[0] += 2;
    if (c == U'ş') scores[0] += 1;
  }
  return scores;
}

CyrillicLetters cyrillic_evidence(std::string_view utf8) {
  CyrillicLetters counted;
  while (!utf8.empty()) {
    const char32_t c = take_character(utf8);
    if (c < 0x400 || c > 0x52F) continue;
    ++counted.all;
    if (std::u32string_view(U"іїєґІЇЄҐ").find(c) != std::u32string_view::npos) ++counted.ukrainian;
    if (std::u32string_view(U"ыэъёЫЭЪЁ").find(c) != std::u32string_view::npos) ++counted.russian;
  }
  return counted;
}

}  // namespace aproape::text
