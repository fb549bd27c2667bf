#include "sim/mail/story.hpp"

#include <array>
#include <span>
#include <string_view>
#include <utility>

namespace sim {
namespace {

struct Place {
  std::string_view city;
  std::string_view country;
};
constexpr std::array kPlaces{Place{"Roma", "Italia"},
                             Place{"Torino", "Italia"},
                             Place{"Milano", "Italia"},
                             Place{"Madrid", "Spania"},
                             Place{"Castellón", "Spania"},
                             Place{"Sevilla", "Spania"},
                             Place{"München", "Germania"},
                             Place{"Berlin", "Germania"},
                             Place{"Londra", "Marea Britanie"},
                             Place{"Manchester", "Marea Britanie"},
                             Place{"Paris", "Franța"},
                             Place{"Lyon", "Franța"},
                             Place{"Viena", "Austria"},
                             Place{"Bruxelles", "Belgia"},
                             Place{"Atena", "Grecia"},
                             Place{"Dublin", "Irlanda"},
                             Place{"Lisabona", "Portugalia"},
                             Place{"Chișinău", "Republica Moldova"},
                             Place{"Dubai", "Emiratele Arabe Unite"},
                             Place{"Istanbul", "Turcia"},
                             Place{"New York", "Statele Unite"},
                             Place{"Toronto", "Canada"},
                             Place{"Copenhaga", "Danemarca"}};

constexpr std::array<std::string_view, 28> kFirst{
    "Andreea",  "Mihai",    "Ștefan",  "Ioana",   "Cătălin",  "Raluca",   "Țurcanu-Elena",
    "Florin",   "Gabriela", "Răzvan",  "Oana",    "Vlad",     "Corina",   "Dănuț",
    "Mădălina", "Sorin",    "Anca",    "Petrică", "Simona",   "Ilinca",   "Bogdan",
    "Crina",    "Tudor",    "Viorica", "Emil",    "Nicoleta", "Gheorghe", "Ana-Sofia"};
constexpr std::array<std::string_view, 26> kLast{
    "Crăciun", "Bălan",  "Șchiopu",    "Țepuș",    "Munteanu", "Văcărescu", "Iordăchescu",
    "Dobre",   "Ghețău", "Năstăsescu", "Oprea",    "Fărcășan", "Păun",      "Mușat",
    "Țîrlea",  "Rusu",   "Stan",       "Lupu",     "Bîtcă",    "Moraru",    "Cosma",
    "Nistor",  "Zamfir", "Ursache",    "Grigoraș", "Înțeleptu"};

// A scenario: subjects, what happened, what is asked. {c} = city, {t} = country, {d} = a day, {n} = a number.
struct Scenario {
  std::string_view topic;
  std::string_view language;
  std::array<std::string_view, 3> subjects;
  std::array<std::string_view, 3> facts;
  std::array<std::string_view, 3> requests;
};

constexpr std::array kScenarios{
    Scenario{"TRV.lost-stolen",
             "ro",
             {"Pașaport furat în {c}", "Acte pierdute, zbor {d}", "Am rămas fără buletin și pașaport"},
             {"Mi s-a furat geanta în gara din {c}, cu toate actele. Am declarație de la poliție.",
              "Am pierdut pașaportul undeva prin {c}, probabil în autobuzul {n}. Cartea de identitate e "
              "acasă, în țară.",
              "Aseară mi-au spart mașina în {c} și au luat rucsacul cu pașaportul meu și al soției."},
             {"Am bilet de întoarcere {d}. Ce trebuie să fac ca să pot călători?",
              "Îmi puteți elibera un titlu de călătorie fără programare?",
              "Ajunge copia buletinului pe telefon sau trebuie originalul?"}},
    Scenario{"TRV.passport-renew",
             "ro",
             {"Programare pașaport {c}", "Reînnoire pașaport expirat", "Când pot veni pentru pașaport?"},
             {"Pașaportul meu expiră peste {n} luni și locuiesc în {c} de mult timp.",
              "Încerc de trei săptămâni să fac programare la {c} și nu găsesc niciun loc liber.",
              "Am domiciliul în {t} și nu am mai avut pașaport CRDS."},
             {"Ce acte îmi trebuie și cât durează?", "Există o listă de așteptare pentru programări?",
              "Se poate plăti cu cardul la consulat?"}},
    Scenario{"TRV.passport-status",
             "ro",
             {"Stadiu pașaport", "A venit pașaportul depus în {d}?", "Ridicare pașaport din {c}"},
             {"Am depus cererea acum {n} săptămâni la {c} și pe site apare tot „în lucru”.",
              "Am primit mesaj că a sosit pașaportul, dar nu scrie programul de ridicare.",
              "Soția mea a depus odată cu mine și al ei a venit deja."},
             {"Puteți verifica vă rog unde se află?", "Îl poate ridica altcineva cu procură?",
              "Îl trimiteți prin curier?"}},
    Scenario{"CIV.birth-transcr",
             "ro",
             {"Certificat de naștere pentru fetița noastră", "Transcriere naștere {c}",
              "Înregistrare copil născut în {t}"},
             {"Ni s-a născut o fetiță la {c}, în urmă cu {n} zile. Suntem amândoi cetățeni români.",
              "Copilul are certificat de naștere local, cu apostilă, tradus.",
              "Nu suntem căsătoriți, tatăl este cetățean străin."},
             {"Trebuie să venim amândoi?", "În cât timp primim certificatul românesc?",
              "Putem face și pașaportul în aceeași zi?"}},
    Scenario{
        "NOT.proxy",
        "ro",
        {"Procură pentru vânzare apartament", "Procură notarială la {c}", "Împuternicire pentru mama mea"},
        {"Vreau să dau o procură fratelui meu ca să vândă un apartament din Suceava.",
         "Am nevoie de o procură pentru bancă, până {d}.", "Notarul din țară mi-a trimis textul procurii."},
        {"Aveți loc săptămâna aceasta la {c}?", "Cât costă și ce acte aduc?",
         "Se poate face fără programare?"}},
    Scenario{"PRO.arrest",
             "ro",
             {"Fratele meu a fost arestat în {c}", "Nu știm unde este reținut", "Ajutor, arest {t}"},
             {"Fratele meu a fost luat de poliție ieri în {c} și nu ne mai răspunde la telefon.",
              "Am aflat de la un prieten că soțul meu e în arest în {t}.",
              "Ni s-a spus doar că are avocat din oficiu, dar nu vorbește limba."},
             {"Puteți afla unde este și dacă e bine?", "Cum îi trimitem haine și medicamente?",
              "Poate consulul să meargă să-l vadă?"}},
    Scenario{
        "PRO.hospital",
        "ro",
        {"URGENT: tata este la spital în {c}", "Accident, spital {c}", "Mama internată la terapie intensivă"},
        {"Tatăl meu, {n} de ani, a fost operat azi-noapte la {c} și este inconștient.",
         "Am aflat că soția a avut accident pe autostradă lângă {c}.",
         "Spitalul cere asigurare și nu avem pe nimeni acolo."},
        {"Vă rog ajutați-ne să vorbim cu medicii.", "Ne puteți spune ce facem cu transportul în țară?",
         "Sunați-mă oricând, nu dorm."}},
    Scenario{
        "PRO.destitute",
        "ro",
        {"am ramas fara bani in {c}", "Fără adăpost, vreau acasă", "Patronul nu ne-a plătit"},
        {"Patronul de la ferma de lângă {c} nu ne-a plătit de {n} luni și ne-a dat afară.",
         "Dorm în gară în {c} de câteva nopți.", "Mi-au luat actele la angajare și nu mi le mai dau."},
        {"Mă puteți ajuta să ajung în țară?", "Unde pot dormi până {d}?", "Puteți suna voi la poliție?"}},
    Scenario{"MIN.travel-consent",
             "ro",
             {"Acord părinte pentru călătoria copilului", "Declarație minor {c}", "Tatăl nu semnează"},
             {"Fiul meu de {n} ani vine singur cu avionul din România la {c}.",
              "Tatăl copilului e în {t} și trebuie să dea declarație.",
              "Am custodie, dar hotărârea nu e încă definitivă."},
             {"Declarația se poate face la {c}?", "Cât timp e valabilă?",
              "Ce facem dacă unul dintre părinți nu poate veni?"}},
    Scenario{"SOC.life-cert",
             "ro",
             {"Certificat de viață pensie", "Se oprește pensia?", "Certificat de viata la {c}"},
             {"Am {n} de ani și primesc pensia din România în {t}.",
              "Am primit scrisoare că trebuie să trimit certificatul de viață.",
              "Nu mă pot deplasa până la consulat."},
             {"Îl poate semna medicul de familie?", "Până când trebuie trimis?",
              "Veniți cu consulatul itinerant în zona mea?"}},
    Scenario{"APP.no-slots",
             "ro",
             {"Nu există programări!", "Programări indisponibile la {c}", "reclamatie programari"},
             {"De {n} săptămâni nu apare niciun loc la {c}, pe nimic.",
              "Intru în fiecare noapte la ora 12 și tot nu găsesc programare.",
              "Un intermediar mi-a cerut 150 de euro pentru o programare."},
             {"Cum este posibil?", "Când se deschid locuri noi?", "Aștept un răspuns, nu un mesaj automat."}},
    Scenario{"CTZ.clarify",
             "ro",
             {"Am sau nu cetățenie română?", "Clarificare cetățenie", "Bunicii mei din Basarabia"},
             {"M-am născut la Chișinău și bunicii au fost cetățeni români.",
              "Părinții mei au renunțat la cetățenie în {n}, eu eram minor.",
              "Am certificat de naștere românesc vechi, fără cod numeric."},
             {"Cum verific?", "Ce acte trebuie la {c}?", "Cât durează?"}},
    Scenario{
        "TRV.lost-stolen",
        "en",
        {"Lost Romanian passport in {c}", "Stolen documents, flight on {d}", "Emergency travel document"},
        {"My passport was stolen at a cafe in {c} this morning. I have a police report.",
         "I am a Romanian citizen travelling with my two children and we lost one passport.",
         "My wife is Romanian and her bag was taken in {c}."},
        {"What should I do to fly home on {d}?", "Can you issue an emergency title today?",
         "Which documents do you accept?"}},
    Scenario{
        "VIS.short",
        "en",
        {"Visa for Bucharest", "Visa status {n}", "Family member visa question"},
        {"I applied for a short stay visa {n} days ago and have no answer.",
         "My husband is a Romanian citizen living in {t}.", "I was invited to a conference in Cluj in {d}."},
        {"How long does it take?", "Do I need an appointment at {c}?",
         "Is the visa free for family members?"}},
    Scenario{"APP.mission-info",
             "en",
             {"Opening hours {c}", "Is the consulate open on {d}?", "How do I pay"},
             {"I would like to visit the consulate in {c}.",
              "The web page says closed but the phone says open.", "I live {n} km away."},
             {"Are you open on {d}?", "Can I come without an appointment?", "Do you take cards?"}},
    Scenario{"CIV.marriage-transcr",
             "it",
             {"Trascrizione matrimonio", "Certificato di matrimonio {c}", "Informazioni documenti"},
             {"Mi sono sposata a {c} con un cittadino romeno.",
              "Abbiamo il certificato internazionale rilasciato dal comune.",
              "Mio marito non parla bene l'italiano."},
             {"Quali documenti servono?", "Bisogna prendere un appuntamento?", "Quanto tempo ci vuole?"}},
    Scenario{"NOT.declaration",
             "es",
             {"Declaración para menor", "Cita en el consulado de {c}", "Poder notarial"},
             {"Necesito una autorización para que mi hijo viaje a Rumanía.",
              "Soy rumana y vivo en {c} desde hace {n} años.", "El padre está en Rumanía."},
             {"¿Tienen cita esta semana?", "¿Qué documentos tengo que llevar?", "¿Cuánto cuesta?"}},
    Scenario{"IDN.name-change",
             "de",
             {"Namensänderung nach Heirat", "Termin in {c}", "Frage zum Ausweis"},
             {"Ich habe in {c} geheiratet und möchte meinen Namen ändern.",
              "Mein rumänischer Ausweis ist seit {n} Monaten abgelaufen.", "Ich bin in Timișoara geboren."},
             {"Welche Unterlagen brauche ich?", "Kann ich ohne Termin kommen?", "Wie lange dauert es?"}},
};

struct Manner {
  std::string_view language;
  std::array<std::string_view, 4> openings;
  std::array<std::string_view, 4> closings;
  std::array<std::string_view, 3> days;
};
constexpr std::array kManners{
    Manner{"ro",
           {"Bună ziua,", "Stimate domnule consul,", "Bună seara și scuze de deranj,", "Salut,"},
           {"Vă mulțumesc anticipat,", "Cu stimă,", "Aștept răspunsul dumneavoastră.", "Mulțumesc frumos!"},
           {"mâine la 06:35", "vinerea viitoare", "pe 3 decembrie"}},
    Manner{"en",
           {"Hello,", "Dear Sir or Madam,", "Good morning,", "Hi,"},
           {"Thank you,", "Kind regards,", "Best,", "I look forward to your answer."},
           {"Friday", "3 December", "Monday morning"}},
    Manner{"it",
           {"Buongiorno,", "Gentili signori,", "Salve,", "Buonasera,"},
           {"Grazie,", "Cordiali saluti,", "Distinti saluti,", "In attesa di risposta."},
           {"venerdì", "il 3 dicembre", "lunedì"}},
    Manner{"es",
           {"Buenos días,", "Estimados señores,", "Hola,", "Buenas tardes,"},
           {"Gracias,", "Un saludo,", "Atentamente,", "Quedo a la espera."},
           {"el viernes", "el 3 de diciembre", "el lunes"}},
    Manner{"de",
           {"Guten Tag,", "Sehr geehrte Damen und Herren,", "Hallo,", "Grüß Gott,"},
           {"Danke,", "Mit freundlichen Grüßen,", "Viele Grüße,", "Ich freue mich auf Ihre Antwort."},
           {"Freitag", "3. Dezember", "Montag"}},
};

template <class T>
const T& pick(Random& random, std::span<const T> choices) {
  return choices[random() % choices.size()];
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// How most people write on a phone: no diacritics.
std::string plain_letters(std::string text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kLetters{{{"ă", "a"},
                                                                                           {"â", "a"},
                                                                                           {"î", "i"},
                                                                                           {"ș", "s"},
                                                                                           {"ț", "t"},
                                                                                           {"Ă", "A"},
                                                                                           {"Â", "A"},
                                                                                           {"Î", "I"},
                                                                                           {"Ș", "S"},
                                                                                           {"Ț", "T"}}};
  for (const auto& [from, to] : kLetters) text = replace_all(std::move(text), from, to);
  return text;
}

std::string lower_ascii(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

Story tell(Random& random) {
  const std::size_t dice = random() % 100;
  const Scenario* scenario = nullptr;
  do {
    scenario = &pick<Scenario>(random, kScenarios);
  } while ((scenario->language == "ro") != (dice < 80));
  const Manner* manner = kManners.data();
  for (const Manner& candidate : kManners) {
    if (candidate.language == scenario->language) manner = &candidate;
  }
  const Place& place = pick<Place>(random, kPlaces);
  const std::string number = std::to_string(2 + random() % 80);
  const std::string_view day = pick<std::string_view>(random, manner->days);
  const auto fill = [&](std::string_view text) {
    std::string out = replace_all(std::string(text), "{c}", place.city);
    out = replace_all(std::move(out), "{t}", place.country);
    out = replace_all(std::move(out), "{n}", number);
    return replace_all(std::move(out), "{d}", day);
  };

  Story story;
  story.language = scenario->language;
  story.topic = scenario->topic;
  const std::string first(pick<std::string_view>(random, kFirst));
  const std::string last(pick<std::string_view>(random, kLast));
  story.name = first + " " + last;
  story.address = lower_ascii(plain_letters(first + "." + last)) + std::to_string(random() % 5000) +
                  (random() % 3 == 0 ? "@example.net" : "@example.org");
  story.subject = fill(pick<std::string_view>(random, scenario->subjects));
  story.text = std::string(pick<std::string_view>(random, manner->openings)) + "\n\n";
  const std::size_t start = random() % 3;
  const std::size_t facts = 1 + random() % 3;
  for (std::size_t i = 0; i < facts; ++i)
    story.text += fill(scenario->facts[(start + i) % 3]) + (random() % 2 == 0 ? "\n" : " ");
  story.text += "\n" + fill(pick<std::string_view>(random, scenario->requests)) + "\n\n" +
                std::string(pick<std::string_view>(random, manner->closings)) + "\n" + story.name + "\n";
  if (random() % 4 == 0) story.text += "Tel. +39 351 555 " + std::to_string(1000 + random() % 9000) + "\n";
  if (scenario->language == "ro" && dice >= 60) {  // two in ten write without diacritics
    story.subject = plain_letters(story.subject);
    story.text = plain_letters(story.text);
    story.name = plain_letters(story.name);
  }
  return story;
}

}  // namespace sim
