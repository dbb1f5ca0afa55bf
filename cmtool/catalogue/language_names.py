"""Names of languages, in English and their own, as people write them in a form: ISO 639-1 tags behind them."""

from __future__ import annotations

from typing import Final

from cmtool.model.names import folded

_NAMES = """
af Afrikaans; sq Albanian Shqip; am Amharic; ar Arabic العربية Arabe; hy Armenian; as Assamese; ay Aymara; az
Azerbaijani Azeri; bm Bambara; eu Basque Euskara; be Belarusian; bn Bengali Bangla; bi Bislama; bs Bosnian
Bosanski; bg Bulgarian; my Burmese; ca Catalan Català; ny Chichewa Nyanja Chewa; zh Chinese Mandarin 中文; hr
Croatian Hrvatski; cs Czech Čeština; da Danish Dansk; dv Dhivehi; nl Dutch Nederlands Flemish; dz Dzongkha; en
English Anglais Inglés Inglês; et Estonian Eesti; ee Ewe; fo Faroese; fj Fijian; fi Finnish Suomi; fr French
Français Francés; ff Fula Fulah Fulfulde Pulaar; gl Galician Galego; ka Georgian; de German Deutsch; el Greek;
gn Guarani; gu Gujarati; ht Haitian Kreyòl; ha Hausa; he Hebrew; hi Hindi; hu Hungarian Magyar; is Icelandic
Íslenska; ig Igbo; id Indonesian; ga Irish Gaeilge; it Italian Italiano; ja Japanese 日本語; jv Javanese; kn
Kannada; ks Kashmiri; kk Kazakh; km Khmer; ki Kikuyu Gikuyu; rw Kinyarwanda; rn Kirundi Rundi; kg Kongo; ko
Korean 한국어; ku Kurdish; ky Kyrgyz; lo Lao; lv Latvian; ln Lingala; lt Lithuanian; lg Luganda Ganda; lb
Luxembourgish; mk Macedonian; mg Malagasy; ms Malay Melayu; ml Malayalam; mt Maltese; mi Maori Māori; mr
Marathi; mn Mongolian; ne Nepali; no Norwegian Norsk; nb Bokmål; nn Nynorsk; or Odia Oriya; om Oromo; ps Pashto;
fa Persian Farsi Dari; pl Polish Polski; pt Portuguese Português Portugués; pa Punjabi Panjabi; qu Quechua; ro
Romanian Română Moldovan; ru Russian Русский; sm Samoan; sr Serbian Srpski; st Sesotho; tn Setswana Tswana; sn
Shona; sd Sindhi; si Sinhala Sinhalese; sk Slovak; sl Slovenian Slovene; so Somali; es Spanish Español
Castellano Espagnol; su Sundanese; sw Swahili Kiswahili; ss Swati siSwati; sv Swedish Svenska; tl Tagalog; tg
Tajik; ta Tamil; tt Tatar; te Telugu; th Thai; ti Tigrinya; bo Tibetan; to Tongan; ts Tsonga; tr Turkish Türkçe;
tk Turkmen; tw Twi; uk Ukrainian; ur Urdu; ug Uyghur; uz Uzbek; ve Venda; vi Vietnamese; cy Welsh Cymraeg; wo
Wolof; xh Xhosa isiXhosa; yi Yiddish; yo Yoruba; zu Zulu isiZulu; fil Filipino Pilipino;
en eng; fr fra fre; es spa; pt por; de deu ger; sw swa; ar ara; zh zho chi; ru rus; it ita; nl nld; ja jpn; ko kor
"""

_TAGS: Final = {folded(name): tag for tag, *names in (entry.split() for entry in _NAMES.split(";")) for name in names}

_ENGLISH: Final = {tag: names[0] for tag, *names in reversed([entry.split() for entry in _NAMES.split(";")])}
"""By tag the first name, which is the English one; the three-letter codes at the end are no names."""


def name_of(tag: str) -> str:
    """The English name of a language by its tag, of a variant with the tag behind it; the tag where none is known."""
    primary = tag.partition("-")[0].lower()
    name = _ENGLISH.get(primary)
    return tag if name is None else name if tag.lower() == primary else f"{name} ({tag})"


def tag_of(name: str) -> str:
    """The tag of a language that is written out; empty if none is known by this name."""
    return _TAGS.get(folded(name), "")
