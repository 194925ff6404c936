import { netLines, type TaxedLine, taxBands } from "#kernel/money.ts"
import type { DocumentLine, FiscalContent, FiscalDocument } from "../document.ts"
import { chainedHash } from "../hash.ts"

const seller = {
  name: "MJ Chauffage",
  legalName: "SARL MJ Chauffage (exemple)",
  legalForm: "SARL",
  capitalMinor: 1_000_000_00,
  mark: "MJ",
  address: "12, rue des Frères Exemple, cité 5 Juillet\n16042 Bab Ezzouar, Alger",
  phone: "+21321000142",
  email: "bonjour@mj-chauffage.example",
  registrations: [
    { label: "RC", value: "16/00-0000142 B 09" },
    { label: "NIF", value: "000016000014209" },
    { label: "NIS", value: "000916000001429" },
    { label: "AI", value: "16000001420" },
  ],
}

const buyer = {
  name: "Nadia Benali",
  address: "Cité 1200 logements, bât. 14\n16024 Bab Ezzouar, Alger",
  phone: "+213550123456",
  email: null,
  registrations: [],
}

type Article = Pick<DocumentLine, "sku" | "designation" | "quantity" | "unitPriceMinor" | "ratePercent">

export const articles: readonly Article[] = [
  {
    sku: "ECH-PLQ-12",
    designation: "Échangeur à plaques, 12 plaques",
    quantity: 1,
    unitPriceMinor: 18_500_00,
    ratePercent: 19,
  },
  {
    sku: "JNT-KIT-24",
    designation: "Kit de joints pour chaudière murale 24 kW",
    quantity: 3,
    unitPriceMinor: 850_50,
    ratePercent: 19,
  },
  { sku: "GDE-ENT-01", designation: "Guide d’entretien, imprimé", quantity: 1, unitPriceMinor: 545_00, ratePercent: 9 },
]

/** Lines, bands and totals that agree, as issuing makes them; delivery is taxed at 19 %. */
export function soldParts(
  sold: readonly Article[],
  { deliveryMinor, stampMinor }: Record<"deliveryMinor" | "stampMinor", number>,
) {
  const delivery: TaxedLine[] = deliveryMinor === 0 ? [] : [{ totalMinor: deliveryMinor, ratePercent: 19 }]
  const taxed = sold.map((line) => ({ ...line, totalMinor: line.quantity * line.unitPriceMinor }))
  const nets = netLines([...taxed, ...delivery])
  const goodsMinor = taxed.reduce((sum, line) => sum + line.totalMinor, 0)

  return {
    lines: taxed.map((line, i) => ({ ...line, netMinor: nets[i] ?? 0 })),
    taxBands: taxBands([...taxed, ...delivery]),
    ...{ goodsMinor, deliveryMinor, stampMinor, totalMinor: goodsMinor + deliveryMinor + stampMinor },
  }
}

/** Not in a chain: the hash follows from the content alone. */
export function issued(content: FiscalContent): FiscalDocument {
  return { ...content, previousHash: "", hash: chainedHash("", content) }
}

const invoiceContent: FiscalContent = {
  kind: "invoice",
  number: "FA-2026-000148",
  issuedAt: "2026-11-22T09:44:00Z",
  zone: "Africa/Algiers",
  language: "fr",
  country: "DZ",
  currency: "DZD",
  dossierNumber: "CMD-7K3F-92QX",
  seller,
  buyer,
  ...soldParts(articles, { deliveryMinor: 600_00, stampMinor: 222_00 }),
  payments: [
    {
      method: "cash_on_delivery",
      paidAt: "2026-11-22T09:44:00Z",
      amountMinor: 22_418_50,
      reference: "RC-2026-000091",
      gateway: null,
    },
  ],
  mentions: [
    "Droit de timbre perçu sur le paiement en espèces (loi de finances 2025, art. 46).",
    "Marchandise garantie douze mois. Retour sous sept jours dans son emballage, sur présentation de la facture.",
  ],
  corrects: null,
  accent: "#b93e0a",
}

export const frenchInvoice = issued(invoiceContent)

export const arabicInvoice = issued({
  ...invoiceContent,
  language: "ar",
  number: "FA-2026-000149",
  seller: {
    ...seller,
    legalName: "ش.ذ.م.م إم جي شوفاج (مثال)",
    legalForm: "شركة ذات مسؤولية محدودة",
    address: "12، نهج الإخوة مثال، حي 5 جويلية\n16042 باب الزوار، الجزائر",
  },
  buyer: {
    ...buyer,
    name: "نادية بن علي",
    address: "حي 1200 مسكن، عمارة 14\n16024 باب الزوار، الجزائر",
    registrations: [{ label: "NIF", value: "000016000099901" }],
  },
  ...soldParts(
    [
      {
        sku: "JNT-KIT-24",
        designation: "طقم حشيات لمرجل جداري 24 kW",
        quantity: 2,
        unitPriceMinor: 95_00,
        ratePercent: 19,
      },
      { sku: "GDE-ENT-01", designation: "دليل الصيانة، مطبوع", quantity: 1, unitPriceMinor: 60_00, ratePercent: 9 },
    ],
    { deliveryMinor: 0, stampMinor: 0 },
  ),
  payments: [
    {
      method: "satim",
      paidAt: "2026-11-22T09:44:00Z",
      amountMinor: 250_00,
      reference: "8kQ2mX4vTzWc5AAAGf3R",
      gateway: null,
    },
  ],
  mentions: ["السلعة مضمونة لمدة اثني عشر شهرًا. الإرجاع خلال سبعة أيام في التغليف الأصلي مع تقديم الفاتورة."],
})

export const creditNote = issued({
  ...invoiceContent,
  kind: "credit_note",
  number: "AV-2026-000004",
  issuedAt: "2026-11-25T14:05:00Z",
  ...soldParts(articles.slice(1, 2), { deliveryMinor: 0, stampMinor: 0 }),
  payments: [],
  mentions: ["Marchandise rendue le 24 novembre 2026, remise en stock."],
  corrects: { number: frenchInvoice.number, issuedAt: frenchInvoice.issuedAt },
})

const satimReceiptContent: FiscalContent = {
  ...invoiceContent,
  kind: "receipt",
  number: "RC-2026-000091",
  lines: [],
  taxBands: [],
  ...{ goodsMinor: 0, deliveryMinor: 0, stampMinor: 0, totalMinor: 22_196_50 },
  payments: [
    {
      method: "satim",
      paidAt: "2026-11-22T09:44:00Z",
      amountMinor: 22_196_50,
      reference: null,
      gateway: {
        response: "Votre paiement a été accepté",
        transactionId: "8kQ2mX4vTzWc5AAAGf3R",
        orderNumber: "0000148201",
        approvalCode: "303162",
      },
    },
  ],
  mentions: [],
}

export const satimReceipt = issued(satimReceiptContent)

export const arabicReceipt = issued({
  ...satimReceiptContent,
  language: "ar",
  seller: arabicInvoice.seller,
  buyer: arabicInvoice.buyer,
  payments: satimReceiptContent.payments.map((payment) => ({
    ...payment,
    gateway: payment.gateway === null ? null : { ...payment.gateway, response: "تم قبول الدفع" },
  })),
})
