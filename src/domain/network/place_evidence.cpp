#include "domain/network/place_evidence.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace aproape::network {
namespace {

// Weights: chosen on the mails of tests/golden/routing that are not put aside, so that one clear sentence
// decides and a hint alone does not.
constexpr int kPlace = 30;
constexpr int kCountry = 22;
constexpr int kBareCountry = 12;
constexpr int kAtAuthority = 30;  // "consulatul de la …"
constexpr int kLivesThere = 14;
constexpr int kLocative = 6;
constexpr std::size_t kMostWords = 1500;
// What a setting leaves of a weight.
constexpr double kOfRelative = 0.65;     // "sora mea din Torino"
constexpr double kOfDestination = 0.65;  // "mergem în Grecia"
constexpr double kOfPassing = 0.25;      // "prin Ungaria", "născut la Paris", "am lucrat în Spania"

using Words = std::span<const std::string_view>;

constexpr std::array kLocatives = std::to_array<std::string_view>(
    {"in",    "la",   "din",   "at",     "from", "a",     "en", "aus", "bei",   "nel",
     "nella", "dans", "em",    "orasul", "near", "langa", "au", "im",  "desde", "dal",
     "dalla", "city", "linga", "intr",   "zona", "no",    "na", "ou"});
// Before "de" or "di", or before the name itself: the town as a town.
constexpr std::array kTowns = std::to_array<std::string_view>(
    {"comune", "municipio", "mairie", "ayuntamiento", "gemeinde", "stadt", "primaria", "orasul",
     "municipality", "aeroportul", "airport", "aeroport", "tribunal", "tribunalul", "juzgado", "provincia",
     "judetul"});
constexpr std::array kAuthorities = std::to_array<std::string_view>(
    {"consul", "ambasad", "embassy", "ambasciat", "embajad", "botschaft", "konsul", "consolat", "consulad",
     "ambassade", "embaixad", "misiun", "sectia", "politi", "police", "questura", "spital", "hospital",
     "ospedal"});
// The writer's own presence.
constexpr std::array kOwnPresence = std::to_array<std::string_view>(
    {"locuiesc", "locuim",    "traiesc", "traim",      "aflu",     "aflam",     "stau",        "stam",
     "live",     "living",    "vivo",    "vivimos",    "abito",    "abitiamo",  "viviamo",     "wohne",
     "wohnen",   "lebe",      "leben",   "habite",     "habitons", "muncesc",   "muncim",      "lucrez",
     "lucram",   "mutat",     "mutata",  "mutam",      "moved",    "suntem",    "sunt",        "sono",
     "siamo",    "estoy",     "bin",     "sind",       "sommes",   "suis",      "work",        "working",
     "lavoro",   "lavoriamo", "trabajo", "trabajamos", "arbeite",  "travaille", "travaillons", "moro",
     "resido",   "woon",      "stuck",   "blocat",     "blocata",  "blocati",   "bloccati",    "bloques"});
constexpr std::array kPresence = std::to_array<std::string_view>(
    {"locuieste", "locuiesti", "traieste", "afla", "acum", "prezent", "currently", "lives", "now", "resident",
     "rezident", "rezidenta", "residente", "domiciliat", "domiciliata", "stabilit", "stabilita", "angajat"});
constexpr std::array kRelatives = std::to_array<std::string_view>(
    {"sotul",   "sotia",   "sora",     "fratele", "frate",     "mama",      "mamei",     "tata",
     "tatal",   "fiul",    "fiica",    "baiatul", "baietelul", "fata",      "fetita",    "copilul",
     "copil",   "nepotul", "nepoata",  "varul",   "verisoara", "verisorul", "prietenul", "prietena",
     "unchiul", "matusa",  "bunica",   "bunicul", "colegul",   "colega",    "brother",   "sister",
     "mother",  "father",  "husband",  "wife",    "son",       "daughter",  "cousin",    "friend",
     "uncle",   "aunt",    "fratello", "sorella", "madre",     "padre",     "marito",    "moglie",
     "figlio",  "figlia",  "cugino",   "cugina",  "hermano",   "hermana",   "marido",    "mujer",
     "hijo",    "hija",    "primo",    "prima",   "bruder",    "schwester", "mutter",    "vater",
     "mann",    "frau",    "sohn",     "tochter", "frere",     "soeur",     "mere",      "pere",
     "mari",    "femme",   "fils",     "fille",   "cousine"});
constexpr std::array kElsewhere = std::to_array<std::string_view>(
    {"locuit", "lucrat",   "muncit", "anterior", "nascut",   "nascuta",    "nascuti", "born",   "nato",
     "nata",   "geboren",  "nacido", "nacida",   "formerly", "previously", "lived",   "worked", "cumparat",
     "demult", "eliberat", "emis",   "tarziu",   "gelebt",   "vecu",       "vivido",  "vissuto"});
constexpr std::array kBorn = std::to_array<std::string_view>(
    {"nascut", "nascuta", "nascuti", "born", "nato", "nata", "nati", "geboren", "nacido", "nacida"});
// Past only where a place follows at once: "am fost în Spania", but "am fost oprit în Austria".
constexpr std::array kPastStay = std::to_array<std::string_view>({"fost", "stat", "been", "stato", "estado"});
constexpr std::array kPassing = std::to_array<std::string_view>(
    {"prin", "via", "through", "durch", "por", "attraverso", "trenul", "tren", "cursa", "ruta", "zborul"});
constexpr std::array kComing = std::to_array<std::string_view>(
    {"plecat", "plecata", "plecati", "veneam", "venit", "venim", "vin", "intors", "intorc", "coming", "came",
     "left", "vengo", "veniamo", "komme", "kommen", "viens", "venons", "zburat"});
constexpr std::array kOrigins =
    std::to_array<std::string_view>({"din", "from", "aus", "desde", "dal", "dalla", "de"});
constexpr std::array kDestinations =
    std::to_array<std::string_view>({"spre", "catre", "to", "towards", "pentru", "vers", "hacia", "nach"});
constexpr std::array kTravels = std::to_array<std::string_view>(
    {"merg",      "mergem",   "merge",     "plec",   "plecam", "pleaca", "calatoresc",
     "calatorim", "vacanta",  "concediu",  "zbor",   "zburam", "avion",  "avionul",
     "flight",    "travel",   "trip",      "voyage", "aller",  "viaje",  "viajar",
     "vuelo",     "viaggio",  "viaggiare", "volo",   "nave",   "reise",  "reisen",
     "fliegen",   "vacation", "holiday",   "urlaub", "partir", "partire"});
constexpr std::array kMoved =
    std::to_array<std::string_view>({"moved", "mutat", "mutata", "mutam", "mutati"});
constexpr std::array kAnd =
    std::to_array<std::string_view>({"si", "and", "e", "y", "und", "et", "ou", "sau", "or", "o", "oder"});
constexpr std::array kStreets = std::to_array<std::string_view>(
    {"via",      "viale",     "corso",     "piazza", "calle",   "avenida",    "plaza",        "paseo",
     "rue",      "avenue",    "boulevard", "place",  "strada",  "str",        "bulevardul",   "bulevard",
     "bd",       "piata",     "aleea",     "hotel",  "hotelul", "restaurant", "restaurantul", "ristorante",
     "pizzeria", "cafeneaua", "pensiunea", "firma",  "agentia", "casino"});
constexpr std::array kStreetOf = std::to_array<std::string_view>({"de", "di", "du", "des", "del", "della"});
constexpr std::array kStreetBehind =
    std::to_array<std::string_view>({"street", "road", "avenue", "lane", "square", "strasse", "platz",
                                     "allee", "gasse", "hotel", "restaurant", "club", "straat", "laan"});

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

template <std::size_t N>
bool any_of_words(const std::array<std::string_view, N>& list, Words words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return holds(list, word); });
}

bool at_authority(Words words) {
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return std::any_of(kAuthorities.begin(), kAuthorities.end(),
                       [&](std::string_view stem) { return word.starts_with(stem); });
  });
}

// The last of the words that `list` holds, counted from 1; 0 where it holds none.
template <std::size_t N>
std::size_t last_of(const std::array<std::string_view, N>& list, Words words) {
  for (std::size_t i = words.size(); i > 0; --i)
    if (holds(list, words[i - 1])) return i;
  return 0;
}

std::string_view nth_last(Words words, std::size_t n) {
  return words.size() >= n ? words[words.size() - n] : std::string_view{};
}

// "via Milano", "rue de Bruxelles", "Roma Street", "hotel Paris": a name of something else.
bool names_a_street(Words before, std::string_view next) {
  if (holds(kStreets, nth_last(before, 1)) || holds(kStreetBehind, next)) return true;
  return holds(kStreetOf, nth_last(before, 1)) && holds(kStreets, nth_last(before, 2));
}

// What its setting leaves of the weight of a place where nobody of authority is named.
double share(Words before) {
  const Words near = before.last(std::min<std::size_t>(before.size(), 2));
  const Words close = before.last(std::min<std::size_t>(before.size(), 5));
  const std::size_t relative = last_of(kRelatives, before);
  const bool moved = any_of_words(kMoved, before);
  if (any_of_words(kPassing, near)) return kOfPassing;
  if (holds(kPastStay, nth_last(before, 2))) return kOfPassing;
  if (holds(kOrigins, nth_last(before, 1)) && any_of_words(kComing, close)) return kOfPassing;
  // A child's birth is a matter for the mission of that place; the writer's own is long past.
  if (any_of_words(kBorn, close)) return relative > 0 ? kOfRelative : kOfPassing;
  if (last_of(kElsewhere, before) > last_of(kOwnPresence, before)) return kOfPassing;
  double left = 1;
  if (!moved && (any_of_words(kDestinations, near) || any_of_words(kTravels, close))) left *= kOfDestination;
  if (relative > last_of(kOwnPresence, before)) left *= kOfRelative;
  return left;
}

// How much a name counts in its setting: `before` are the (at most seven) words of its sentence before it,
// `next` the one behind it.
int weigh(const PlaceName& name, Words before, std::string_view next) {
  if (names_a_street(before, next)) return 0;
  const Words near = before.last(std::min<std::size_t>(before.size(), 2));
  const Words close = before.last(std::min<std::size_t>(before.size(), 5));
  const bool locative = any_of_words(kLocatives, near) || any_of_words(kTowns, near);
  const bool authority = at_authority(close);
  if (name.common_word && !locative && !authority) return 0;
  int weight = name.place.empty() ? kCountry : kPlace;
  if (authority) return weight + kAtAuthority;
  if (any_of_words(kOwnPresence, before) || any_of_words(kPresence, before)) weight += kLivesThere;
  if (locative) weight += kLocative;
  // A country alone, as a word among others, is talked about more often than lived in.
  if (weight == kCountry && !any_of_words(kDestinations, near)) weight = kBareCountry;
  if (weight == kCountry) weight += kLocative;
  return static_cast<int>(weight * share(before));
}

}  // namespace

std::vector<PlaceMention> read_place_mentions(std::string_view utf8, const Atlas& atlas) {
  std::vector<PlaceMention> found;
  const auto words = words_of_text(utf8, kMostWords);
  std::size_t last_end = 0;  // of the mention before, by words
  int last_weight = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const PlaceName* name = nullptr;
    std::size_t length = std::min(atlas.longest_from(words[i].folded), words.size() - i);
    std::string joined;
    for (; length > 0; --length) {
      joined.clear();
      for (std::size_t k = 0; k < length; ++k) {
        if (k > 0) joined += ' ';
        joined += words[i + k].folded;
      }
      if ((name = atlas.find(joined)) != nullptr) break;
    }
    if (name == nullptr) continue;
    std::vector<std::string_view> before;
    for (std::size_t k = i > 7 ? i - 7 : 0; k < i; ++k) {
      if (words[k].sentence == words[i].sentence) before.emplace_back(words[k].folded);
    }
    const std::string_view next =
        i + length < words.size() ? std::string_view(words[i + length].folded) : std::string_view{};
    int weight = weigh(*name, before, next);
    // "în Germania și China", "at Rome, Milan": what stands before the first one stands before all.
    const std::size_t gap = i - last_end;
    const bool listed = last_weight > 0 && words[i].sentence == words[last_end - 1].sentence &&
                        (gap == 0 || (gap == 1 && holds(kAnd, words[i - 1].folded)));
    if (listed && weight > 0) weight = std::max(weight, last_weight);
    if (weight > 0) found.push_back({name->country, name->place, std::move(joined), weight});
    last_end = i + length;
    last_weight = weight;
    i += length - 1;
  }
  return found;
}

}  // namespace aproape::network
