#include "sim/desk/answers.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace sim {
namespace {

using Lines = std::initializer_list<std::string_view>;

std::string_view pick(Random& random, const Lines& lines) {
  return *(lines.begin() + static_cast<std::ptrdiff_t>(random() % lines.size()));
}

// Sentences on the matters of a category; the last entry serves where none fits.
struct Matter {
  std::string_view category;
  Lines romanian;
  Lines english;
};

const std::array<Matter, 6> kMatters{
    {{"TRV",
      {"Titlul de călătorie se eliberează de regulă în ziua în care vă prezentați la ghișeu.",
       "Aduceți două fotografii recente și dovada declarației făcute la poliția locală.",
       "Dacă aveți o copie a pașaportului, fie și o fotografie pe telefon, vă rugăm să o trimiteți.",
       "Pașaportul nou se programează separat; până atunci puteți călători spre țară cu titlul.",
       "Biletul de avion nu este obligatoriu, dar ne ajută să vă primim mai repede."},
      {"An emergency travel document is normally issued on the day you come to the counter.",
       "Please bring two recent photographs and the statement you made to the local police.",
       "If you have any copy of the passport, even a picture on your phone, do send it to us.",
       "The new passport needs an appointment of its own; the travel document takes you home meanwhile."}},
     {"CIV",
      {"Pentru transcriere sunt necesare certificatul în original și traducerea lui legalizată.",
       "Cererea o semnează unul dintre părinți; celălalt își dă acordul în scris.",
       "După înregistrare, certificatul se ridică personal sau prin împuternicit.",
       "Dacă actul poartă formularul multilingv al UE, traducerea nu mai este cerută."},
      {"For the transcription we need the original certificate and a certified translation.",
       "One parent signs the request; the other gives consent in writing.",
       "With the multilingual form of the EU no translation is needed."}},
     {"NOT",
      {"Procura se semnează în fața funcționarului consular, cu actul de identitate valabil.",
       "Trimiteți-ne înainte datele complete ale persoanei împuternicite, ca textul să fie pregătit.",
       "Pentru vânzarea unui imobil avem nevoie și de numărul cărții funciare.",
       "Programarea durează în medie douăzeci de minute."},
      {"The power of attorney is signed before the consular officer, with a valid identity document.",
       "Send us the full details of your representative first, so that the text is ready.",
       "Allow about twenty minutes for the appointment."}},
     {"PRO",
      {"Am luat legătura cu autoritățile locale și revenim îndată ce avem un răspuns.",
       "Un coleg de la misiune sună astăzi la numărul pe care ni l-ați dat.",
       "Vă rugăm să rămâneți acolo unde sunteți în siguranță și să țineți telefonul deschis.",
       "Putem vorbi cu spitalul numai cu acordul pacientului; formularul vi-l trimitem separat."},
      {"We have contacted the local authorities and will write as soon as they answer.",
       "A colleague of the mission will ring the number you gave us today.",
       "Please stay where you are safe and keep your phone on.",
       "We may speak with the hospital only if the patient agrees; we shall send the form."}},
     {"CTZ",
      {"Stadiul dosarului se publică pe pagina autorității; numărul lui îl găsiți pe dovada primită.",
       "Jurământul se depune la data din invitație, care nu se poate muta decât o dată.",
       "Lipsește certificatul de naștere al bunicului; fără el dosarul nu merge mai departe."},
      {"The state of your file is published by the authority under the number on your receipt.",
       "The oath is taken on the day of the invitation, which can be moved once."}},
     {"",
      {"Am citit solicitarea și am notat datele pe care ni le-ați transmis.",
       "Programul cu publicul este de luni până joi, cu programare făcută dinainte.",
       "Taxele se plătesc la ghișeu, cu cardul; pentru unele servicii nu se percepe nimic.",
       "Lista documentelor o primiți odată cu confirmarea programării.",
       "Dacă situația se schimbă, răspundeți la acest mesaj, ca totul să rămână la același dosar.",
       "Pentru acest serviciu sunteți arondat misiunii din orașul în care locuiți."},
      {"We have read your request and noted the details that you sent.",
       "The counter is open from Monday to Thursday, by appointment.",
       "Fees are paid at the counter by card; some services are free of charge.",
       "The list of documents comes with the confirmation of your appointment.",
       "Should anything change, answer this message, so that all stays in one place.",
       "The mission of the city where you live is the one that serves you."}}}};

const Matter& matter_of(std::string_view category) {
  const auto* found = std::find_if(kMatters.begin(), kMatters.end(),
                                   [&](const Matter& one) { return one.category == category; });
  return found == kMatters.end() ? kMatters.back() : *found;
}

// Some of the lines from a turned start.
void add_some(Random& random, const Lines& lines, std::size_t count, std::string& text) {
  const std::size_t start = random() % lines.size();
  for (std::size_t i = 0; i < std::min(count, lines.size()); ++i) {
    text += *(lines.begin() + static_cast<std::ptrdiff_t>((start + i) % lines.size()));
    text += ' ';
  }
}

}  // namespace

std::string answer_text(Random& random, std::string_view language, std::string_view category,
                        std::string_view name, bool asks_back) {
  const bool romanian = language == "ro";
  const Matter& matter = matter_of(category);
  std::string text(romanian ? pick(random, {"Bună ziua, ", "Stimată doamnă, stimate domn ", "Vă salutăm, "})
                            : pick(random, {"Dear ", "Good day, ", "Hello "}));
  text.append(name).append(",\n\n");
  add_some(random, romanian ? matter.romanian : matter.english, 1 + random() % 3, text);
  add_some(random, romanian ? kMatters.back().romanian : kMatters.back().english, 1, text);
  if (asks_back)
    text += romanian ? pick(random, {"\n\nNe mai trebuie o fotografie a actului, pe ambele fețe.",
                                     "\n\nScrieți-ne, vă rugăm, în ce zi puteți ajunge la ghișeu.",
                                     "\n\nAșteptăm de la dumneavoastră numărul zborului."})
                     : pick(random, {"\n\nWe still need a picture of both sides of the document.",
                                     "\n\nPlease tell us on which day you can come.",
                                     "\n\nCould you send us the number of your flight?"});
  text += romanian ? pick(random, {"\n\nCu stimă", "\n\nO zi bună", "\n\nCu deosebită considerație"})
                   : pick(random, {"\n\nKind regards", "\n\nYours sincerely", "\n\nWith best wishes"});
  return text;
}

std::string handover_note(Random& random) {
  return std::string(
      pick(random, {"Persoana locuiește în circumscripția dumneavoastră; am verificat telefonic.",
                    "Vă rog să preluați: este nevoie de prezență la ghișeu.",
                    "Dosarul vă aparține după competență; cetățeanul a fost anunțat de noi."}));
}

std::string reply_text(Random& random, std::string_view language) {
  return std::string(
      language == "ro"
          ? pick(random, {"Mulțumesc pentru răspuns! Pot veni marți dimineața.",
                          "Am pus actul la poștă ieri; numărul de urmărire vi-l spun mâine.",
                          "Da, aceasta este adresa mea. Ce urmează acum?",
                          "Nu am înțeles un lucru: plătesc înainte sau la fața locului?"})
          : pick(random, {"Thank you for the answer! I can come on Tuesday morning.",
                          "I have posted the document; the tracking number follows tomorrow.",
                          "Yes, that is my address. What happens next?",
                          "One thing I did not understand: do I pay before or at the counter?"}));
}

}  // namespace sim
