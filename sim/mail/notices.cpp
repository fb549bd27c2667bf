#include "sim/mail/notices.hpp"

#include <iterator>

#include "sim/mail/encode.hpp"
#include "sim/mail/scenarios.hpp"

namespace sim {
namespace {

std::string_view one_of(Random& random, Lines lines) {
  return *(lines.begin() + static_cast<std::ptrdiff_t>(random() % lines.size()));
}

std::string number(Random& random, std::size_t below) {
  return std::to_string(1 + random() % below);
}

constexpr std::string_view kPlain =
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";

Notice report(Random& random, const std::string& to) {
  const bool late = random() % 4 == 0;
  const std::string status(late ? one_of(random, {"4.4.1", "4.2.2", "4.7.1"})
                                : one_of(random, {"5.1.1", "5.2.2", "5.7.1"}));
  return {
      late ? "Delayed Mail (still being retried)" : "Undelivered Mail Returned to Sender",
      "Auto-Submitted: auto-replied\r\nContent-Type: multipart/report; report-type=delivery-status; "
      "boundary=\"=_dsn\"\r\n\r\n",
      "--=_dsn\r\nContent-Type: text/plain\r\n\r\nThis is the mail system at host mail.example.\r\n\r\n<" +
          to + ">: host mx.example.net said: " + status + " " +
          std::string(one_of(random, {"no such user", "mailbox full", "not now"})) +
          "\r\n--=_dsn\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; "
          "mail.example\r\n\r\n"
          "Final-Recipient: rfc822; " +
          to + "\r\nAction: " + (late ? "delayed" : "failed") + "\r\nStatus: " + status +
          "\r\n--=_dsn--\r\n"};
}

}  // namespace

Notice bounce(Random& random, std::string_view recipient) {
  const std::string to(recipient);
  switch (random() % 6) {
    case 0:
      return {"failure notice", std::string(kPlain),
              "Hi. This is the qmail-send program at mail.example.\r\nI'm afraid I wasn't able to deliver "
              "your message.\r\n\r\n<" +
                  to +
                  ">:\r\nSorry, no mailbox here by that name. (#5.1.1)\r\n\r\n--- Below this line is a copy "
                  "of the message.\r\n\r\n"
                  "Message-ID: <lost." +
                  number(random, 1'000'000) + "@example.org>\r\n"};
    case 1:
      return {"Mail delivery failed: returning message to sender",
              "X-Failed-Recipients: " + to + "\r\n" + std::string(kPlain),
              "This message was created automatically by mail delivery software.\r\n\r\n  " + to +
                  "\r\n    550 5.1.1 unknown user\r\n"};
    case 2:
      return {"Undeliverable: programare", std::string(kPlain),
              "Delivery has failed to these recipients or groups:\r\n\r\n" + to +
                  "\r\nThe address was not found.\r\n\r\nDiagnostic information for "
                  "administrators:\r\n\r\n#550 5.1.10 RecipientNotFound ##\r\n"};
    case 3:
      return {"Returned mail: see transcript for details", std::string(kPlain),
              "   ----- The following addresses had permanent fatal errors -----\r\n<" + to +
                  ">\r\n\r\n   ----- Transcript of session follows -----\r\n550 5.1.1 <" + to +
                  ">... User unknown\r\n"};
    default:
      return report(random, to);
  }
}

Notice robot(Random& random, const Story& story) {
  struct Absence {
    std::string_view mark;
    Lines words;
  };
  static const Absence absences[] = {
      {"Răspuns automat: ",
       {"Sunt în concediu până luni.\r\n", "Nu am acces la mesaje în această perioadă.\r\n",
        "Lipsesc din birou. Pentru urgențe scrieți colegei mele.\r\n",
        "Căsuța este citită numai dimineața.\r\n"}},
      {"Automatic reply: ",
       {"I am out of the office until Monday.\r\n", "Thank you for your mail, I will read it next week.\r\n",
        "I have left the company.\r\n"}},
      {"Risposta automatica: ", {"Sono in ferie.\r\n", "Rientro la prossima settimana.\r\n"}},
      {"Respuesta automática: ", {"Estoy de vacaciones.\r\n", "Vuelvo el día uno.\r\n"}},
      {"Automatische Antwort: ", {"Ich bin nicht im Büro.\r\n", "Bin bis Monatsende abwesend.\r\n"}},
      {"Réponse automatique : ", {"Je suis absente du bureau.\r\n", "De retour lundi.\r\n"}}};
  const Absence& chosen = absences[random() % std::size(absences)];
  return {std::string(chosen.mark) + story.subject, "Auto-Submitted: auto-replied\r\n" + std::string(kPlain),
          std::string(one_of(random, chosen.words)) + "-- \r\n" + story.name + "\r\n"};
}

Notice newsletter(Random& random) {
  const std::string issue = number(random, 900);
  Notice made;
  made.subject = std::string(one_of(random, {"Oferta săptămânii: bilete de autocar", "Noutăți din comunitate",
                                             "Buletin de știri", "Weekly digest", "Concerte în diaspora",
                                             "Reduceri la transport colete"})) +
                 " #" + issue;
  made.fields =
      "List-Id: <oferte.example.net>\r\nList-Unsubscribe: <https://example.net/u>\r\nPrecedence: bulk\r\n" +
      std::string(kPlain);
  made.content = std::string(one_of(
                     random, {"Reduceri de ", "Numai azi, minus ", "Ultimele locuri cu ", "Save up to "})) +
                 number(random, 70) + " %. " +
                 std::string(one_of(random, {"Plecări în fiecare vineri.", "Detalii pe pagina noastră.",
                                             "Comandați până duminică.", "Read more online."})) +
                 "\r\nDezabonare: vedeți antetul. Ediția " + issue + ".\r\n";
  return made;
}

Notice spam(Random& random) {
  Notice made;
  made.subject = std::string(one_of(
                     random, {"You have won ", "Investiție sigură, profit ", "Your parcel is waiting, fee ",
                              "Credit rapid ", "Moștenire nerevendicată: ", "Final notice, invoice "})) +
                 number(random, 1'000'000) + " EUR";
  made.fields = std::string(kPlain);
  made.content =
      std::string(one_of(random, {"Dear friend,", "Stimate client,", "Atenție!", "Hello beneficiary,"})) +
      "\r\n\r\n" +
      std::string(one_of(random, {"send us your bank details at once.", "confirmați parola în 24 de ore.",
                                  "click the link below to claim it.", "trimiteți o copie a cardului."})) +
      "\r\nhttps://prize" + number(random, 9000) + ".example/claim\r\n";
  return made;
}

}  // namespace sim
