import { z } from "zod"

export const languages = ["fr", "ar", "en"] as const
export type Language = (typeof languages)[number]

/** A language of the wire ("FR", "fr") or of a page; anything else reads as French, as on the real pages. */
export function languageOf(code: string | null | undefined): Language {
  const wanted = (code ?? "").toLowerCase()
  return languages.find((language) => language === wanted) ?? "fr"
}

type Outcome = {
  readonly actionCode: number
  /** Code of the card network; the gateway leaves it out when the network was never asked. */
  readonly respCode: string | null
  readonly text: Readonly<Record<Language, string>>
}

/** What became of one try at paying. Codes as integrators saw them on the certification gateway. */
export const outcomes = {
  accepted: {
    actionCode: 0,
    respCode: "00",
    text: {
      fr: "Votre paiement a été accepté",
      ar: "تم قبول عملية الدفع",
      en: "Your payment was accepted",
    },
  },
  insufficient_balance: {
    actionCode: 116,
    respCode: "51",
    text: { fr: "Solde insuffisant", ar: "الرصيد غير كافٍ", en: "Insufficient balance" },
  },
  wrong_cvv: {
    actionCode: 111,
    respCode: "AB",
    text: { fr: "Cryptogramme CVV2 incorrect", ar: "رمز التحقق CVV2 غير صحيح", en: "Wrong CVV2" },
  },
  expired_card: {
    actionCode: -2006,
    respCode: null,
    text: { fr: "Carte expirée", ar: "البطاقة منتهية الصلاحية", en: "Expired card" },
  },
  blocked: {
    actionCode: 203,
    respCode: "37",
    text: { fr: "Carte temporairement bloquée", ar: "البطاقة موقوفة مؤقتًا", en: "Card temporarily blocked" },
  },
  lost: {
    actionCode: 208,
    respCode: "41",
    text: { fr: "Carte déclarée perdue", ar: "البطاقة مصرّح بضياعها", en: "Card reported lost" },
  },
  stolen: {
    actionCode: 209,
    respCode: "43",
    text: { fr: "Carte déclarée volée", ar: "البطاقة مصرّح بسرقتها", en: "Card reported stolen" },
  },
  wrong_expiry: {
    actionCode: -1,
    respCode: "AD",
    text: { fr: "Date d’expiration incorrecte", ar: "تاريخ انتهاء الصلاحية غير صحيح", en: "Wrong expiry date" },
  },
  unknown_card: {
    actionCode: 125,
    respCode: "62",
    text: { fr: "Carte inconnue de l’émetteur", ar: "بطاقة غير معروفة لدى المُصدر", en: "Card unknown to its issuer" },
  },
  card_limit: {
    actionCode: 121,
    respCode: "61",
    text: { fr: "Plafond de la carte dépassé", ar: "تم تجاوز سقف البطاقة", en: "Card limit exceeded" },
  },
  wrong_password: {
    actionCode: 2003,
    respCode: null,
    text: {
      fr: "Nombre d’essais du mot de passe dépassé",
      ar: "تم تجاوز عدد محاولات كلمة السر",
      en: "Too many wrong passwords",
    },
  },
  not_online: {
    actionCode: -1,
    respCode: "AE",
    text: {
      fr: "Carte non activée pour le paiement en ligne",
      ar: "البطاقة غير مفعّلة للدفع عبر الإنترنت",
      en: "Card not activated for online payment",
    },
  },
  declined_without_status: {
    actionCode: 2003,
    respCode: null,
    text: { fr: "Votre transaction a été rejetée", ar: "تم رفض معاملتك", en: "Your transaction was rejected" },
  },
  cancelled: {
    actionCode: 10,
    respCode: null,
    text: {
      fr: "Paiement annulé par le porteur",
      ar: "أُلغي الدفع من طرف حامل البطاقة",
      en: "Payment cancelled by the cardholder",
    },
  },
  session_expired: {
    actionCode: -2007,
    respCode: null,
    text: { fr: "Session de paiement expirée", ar: "انتهت صلاحية جلسة الدفع", en: "Payment session expired" },
  },
} as const satisfies Record<string, Outcome>

export type OutcomeName = keyof typeof outcomes

export const outcomeName = z
  .string()
  .refine((name): name is OutcomeName => Object.hasOwn(outcomes, name), "no such outcome")

/** Wordings of an order's own state, where no try at paying explains it. */
export const stateTexts = {
  untouched: {
    fr: "Aucun paiement n’a encore été tenté.",
    ar: "لم تتم أي محاولة دفع بعد.",
    en: "No payment attempted yet.",
  },
  reversed: { fr: "Votre transaction a été annulée", ar: "تم إلغاء معاملتك", en: "Your transaction was cancelled" },
  refunded: { fr: "Transaction remboursée", ar: "تم استرداد المعاملة", en: "Transaction refunded" },
} as const satisfies Record<string, Record<Language, string>>
