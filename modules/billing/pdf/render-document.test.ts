import { describe, expect, it } from "vitest"
import type { FiscalContent, FiscalDocument } from "../document.ts"
import { pdfTextsIn } from "../testing/pdf-texts.ts"
import { opened, textOf, widestTextOf } from "../testing/pictures.ts"
import {
  arabicInvoice,
  articles,
  creditNote,
  frenchInvoice,
  issued,
  satimReceipt,
  soldParts,
} from "../testing/sample-documents.ts"
import type { PrintOptions } from "./page.ts"
import { renderDocument } from "./render-document.ts"

const noExtras = { deliveryMinor: 0, stampMinor: 0 }

function rendered(document: FiscalDocument, options: Omit<PrintOptions, "texts"> = {}) {
  return renderDocument(document, { texts: pdfTextsIn(document.language), ...options })
}

async function read(document: FiscalDocument, options: Omit<PrintOptions, "texts"> = {}): Promise<string> {
  return (await textOf(await rendered(document, options))).join(" ")
}

function invoiceWith(changes: Partial<FiscalContent>): FiscalDocument {
  const { hash: _hash, previousHash: _previousHash, ...content } = frenchInvoice
  return issued({ ...content, ...changes })
}

describe("rendering a document", () => {
  it("gives the same bytes for the same document, whatever was rendered before", async () => {
    const first = await rendered(frenchInvoice)
    await rendered(arabicInvoice)

    expect(Buffer.from(await rendered(frenchInvoice)).equals(first)).toBe(true)
  })

  it("is a PDF/A-3b dated when the document was issued", async () => {
    const pdf = await rendered(frenchInvoice)
    const { info } = await (await opened(pdf)).getMetadata()

    expect(Buffer.from(pdf).toString("latin1")).toMatch(/pdfaid:part>3<.*pdfaid:conformance>B</)
    expect(info).toMatchObject({
      CreationDate: "D:20261122094400Z",
      Title: "Facture FA-2026-000148",
      Language: "fr-DZ",
    })
  })

  it("holds our fonts alone", async () => {
    for (const document of [frenchInvoice, arabicInvoice, satimReceipt]) {
      const names = Buffer.from(await rendered(document))
        .toString("latin1")
        .matchAll(/\/BaseFont\s*\/[A-Z]{6}\+(\w+)-/g)
      const families = new Set(Array.from(names, ([, family]) => family))
      expect([...families].filter((family) => !family?.startsWith("IBMPlex"))).toEqual([])
      expect(families.size).toBeGreaterThan(1)
    }
  })

  it("shows every fact of an invoice", async () => {
    const text = await read(frenchInvoice)

    for (const shown of [
      ...["Facture FA-2026-000148", "22 novembre 2026", "CMD-7K3F-92QX", "SARL MJ Chauffage", "16/00-0000142 B 09"],
      ...["Nadia Benali", "0550 12 34 56", "ECH-PLQ-12", "18 500,00", "Livraison TTC 600,00", "Droit de timbre 222,00"],
      ...["19 % 18 194,54 3 456,96 21 651,50", "Net à payer 22 418,50 DA", "RC-2026-000091", "Reste à payer 0,00 DA"],
      "Vingt-deux mille quatre cent dix-huit dinars algériens et cinquante centimes",
      ...[frenchInvoice.hash, "Page 1 / 1", "Payée"],
    ]) {
      expect(text).toContain(shown)
    }
  })

  it("keeps numbers whole and left to right in Arabic, without stray marks for who copies them", async () => {
    const text = await read(arabicInvoice)

    for (const shown of ["FA-2026-000149", "16/00-0000142 B 09", "0550 12 34 56", arabicInvoice.hash]) {
      expect(text).toContain(shown)
    }
    expect(text).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/)
  })

  it("says what a credit note corrects, and what is left to give back", async () => {
    const text = await read(creditNote)

    expect(text).toContain("Rectifie la facture FA-2026-000148 du 22 novembre 2026")
    expect(text).toContain("Reste à rembourser 2 551,50 DA")
    expect(text).toContain("À rembourser")
  })

  it("flags a duplicate and a cancelled invoice, and only then", async () => {
    const flagged = await read(frenchInvoice, { duplicate: true, cancelledBy: "AV-2026-000004" })
    const plain = await read(frenchInvoice)

    expect(flagged).toContain("Duplicata")
    expect(flagged).toContain("Annulée par AV-2026-000004")
    expect(plain).not.toMatch(/Duplicata|Annulée/)
  })

  it("tells paid from partly paid from unpaid", async () => {
    const payments = frenchInvoice.payments.map((payment) => ({ ...payment, amountMinor: 10_000_00 }))

    expect(await read(invoiceWith({ payments }))).toMatch(/Payée en partie.*Reste à payer 12 418,50 DA/)
    expect(await read(invoiceWith({ payments: [] }))).toMatch(
      /À payer.*Aucun paiement reçu.*Reste à payer 22 418,50 DA/,
    )
  })

  it("writes each currency in its own units", async () => {
    const tunisian = invoiceWith({
      currency: "TND",
      country: "TN",
      zone: "Africa/Tunis",
      stampMinor: 0,
      totalMinor: 22_500,
    })
    const ivorian = invoiceWith({ currency: "XOF", country: "CI", zone: "Africa/Abidjan", totalMinor: 22_500 })

    expect(await read(tunisian)).toMatch(
      /Montants en DT.*22,500 DT.*Vingt-deux dinars tunisiens et cinq cents millimes/,
    )
    expect(await read(ivorian)).toMatch(/Montants en F CFA.*22 500 F CFA.*Vingt-deux mille cinq cents francs CFA/)
  })

  it("prints the code of a method it has no word for", async () => {
    const payments = frenchInvoice.payments.map((payment) => ({ ...payment, method: "barter" }))
    expect(await read(invoiceWith({ payments }))).toContain("barter")
  })

  it("falls back to ink for an accent that is no colour", async () => {
    expect(await read(invoiceWith({ accent: '#b93e0a"); #panic("' }))).toContain("FA-2026-000148")
  })
})

describe("rendering a payment receipt", () => {
  it("shows what SATIM asks for, with its support sentence", async () => {
    const text = await read(satimReceipt)

    for (const shown of [
      ...[
        "Reçu de paiement RC-2026-000091",
        "22 196,50 DA",
        "Carte CIB / Edahabia",
        "22 novembre 2026 à 10 h 44 (GMT+1)",
      ],
      ...["0000148201", "8kQ2mX4vTzWc5AAAGf3R", "303162", "Votre paiement a été accepté"],
      "SATIM En cas de problème de paiement, veuillez contacter le numéro vert de la SATIM 3020",
    ]) {
      expect(text).toContain(shown)
    }
  })

  it("leaves out what another method does not have", async () => {
    const payments = frenchInvoice.payments
    const text = await read(invoiceWith({ kind: "receipt", payments, lines: [], taxBands: [] }))

    expect(text).toContain("Espèces à la livraison")
    expect(text).not.toMatch(/SATIM|Numéro d’autorisation/)
  })

  it("refuses a receipt for no payment", async () => {
    await expect(rendered(invoiceWith({ kind: "receipt", payments: [] }))).rejects.toThrow("is for no payment")
  })
})

describe("rendering what people wrote", () => {
  const markup = '#import "x": * $a^2$ @ref \\ *gras* _it_ `c` <l> // /* #[x] #sys.inputs #panic()'

  it("shows markup as the letters it is made of", async () => {
    const text = await read(
      invoiceWith({
        buyer: { ...frenchInvoice.buyer, name: markup, address: markup },
        mentions: [markup],
        ...soldParts(
          [{ sku: markup, designation: markup, quantity: 1, unitPriceMinor: 100, ratePercent: 19 }],
          noExtras,
        ),
      }),
    )
    expect(text.split("#panic()").length - 1).toBe(5)
    expect(text).toContain('#import "x": * $a^2$ @ref \\ *gras* _it_ `c` <l> // /* #[x] #sys.inputs #panic()')
  })

  it("draws a name our fonts cannot, and one that tries to turn the line round", async () => {
    const name = "Zoé 😀 漢字 \u202e000 1\u202c"
    expect(await read(invoiceWith({ buyer: { ...frenchInvoice.buyer, name } }))).toContain("Zoé \ufffd \ufffd 000 1")
  })

  it("keeps the longest words inside the margins", async () => {
    const word = "Anticonstitutionnellement".repeat(8)
    const document = invoiceWith({
      buyer: { ...frenchInvoice.buyer, name: word, address: word, email: `${"y".repeat(90)}@example.test` },
      mentions: [word],
      ...soldParts([{ sku: word, designation: word, quantity: 1, unitPriceMinor: 100, ratePercent: 19 }], noExtras),
    })
    const { right, width } = await widestTextOf(await rendered(document))

    expect(right).toBeLessThan(width - 40)
  })
})

describe("rendering sixty lines", () => {
  const sold = Array.from({ length: 60 }, (_, i) => ({
    sku: `REF-${100 + i}`,
    designation:
      i % 7 === 0 ? "Vanne trois voies motorisée pour circuit de chauffage central et d’eau chaude" : `Pièce ${i}`,
    quantity: 1 + (i % 3),
    unitPriceMinor: 123_45 * (i + 1),
    ratePercent: i % 2 === 0 ? 9 : 19,
  }))
  const document = invoiceWith(soldParts([...sold, ...articles.slice(0, 1)], noExtras))

  it("breaks between rows, each once, with the head of the table and the page number on every page", async () => {
    const pages = await textOf(await rendered(document))
    const skus = pages.join(" ").match(/REF-\d+/g)

    expect(pages.length).toBeGreaterThan(2)
    expect(skus).toEqual(sold.map(({ sku }) => sku))
    pages.forEach((text, i) => {
      expect(text).toContain(`Page ${i + 1} / ${pages.length}`)
      expect(text).toContain("FA-2026-000148")
      expect(text).toContain("Désignation Qté P.U. HT")
    })
  })

  it("says the total on the last page, in one piece", async () => {
    const pages = await textOf(await rendered(document))
    expect(pages.map((text) => /Total HT.*Arrêtée.*Reste à payer.*Cachet/.test(text))).toEqual([
      ...pages.slice(1).map(() => false),
      true,
    ])
  })
})
